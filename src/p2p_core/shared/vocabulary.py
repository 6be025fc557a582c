"""What no rule about words can know: plurals with other letters, and words that say nothing by themselves."""

FORMS: dict[str, str] = dict(
    pair.split()[::-1]
    for pair in """
    analysis analyses
    die dice
    leak leakage
    man men
    mould mold
    overheat overheating
    مصنع مصانع
    معمل معامل
    مصدر مصادر
    مشكلة مشاكل
    مركز مراكز
    مرحلة مراحل
    مبدأ مبادئ
    مخزن مخازن
    مكبس مكابس
    محور محاور
    معيار معايير
    مقياس مقاييس
    مفتاح مفاتيح
    مسمار مسامير
    مشروع مشاريع
    مادة مواد
    ماكينة ماكينات
    ماكينة مكائن
    آلة آلات
    مسؤول مسئول
    شؤون شئون
    شيء شئ
    قالب قوالب
    قاعدة قواعد
    قسم أقسام
    عامل عمال
    عامل عوامل
    عيب عيوب
    عنصر عناصر
    فلتر فلاتر
    فرن أفران
    فكرة أفكار
    سير سيور
    سلك أسلاك
    سبب أسباب
    سعر أسعار
    ترس تروس
    تقرير تقارير
    تجربة تجارب
    تكلفة تكاليف
    برنامج برامج
    برغي براغي
    نظام أنظمة
    نموذج نماذج
    نتيجة نتائج
    نوع أنواع
    جهاز أجهزة
    جدول جداول
    خط خطوط
    خطأ أخطاء
    خسارة خسائر
    حل حلول
    حزام أحزمة
    حادث حوادث
    حد حدود
    حجم أحجام
    لوح ألواح
    لون ألوان
    أمر أوامر
    أداة أدوات
    أنبوب أنابيب
    أساس أسس
    زيت زيوت
    زبون زبائن
    ضغط ضغوط
    ضرر أضرار
    رسم رسوم
    رقم أرقام
    دليل أدلة
    طريقة طرق
    ظرف ظروف
    هدف أهداف
    وقت أوقات
    وردية ورديات
    وظيفة وظائف
    عطل أعطال
    عقد عقود
    قفل أقفال
    كابل كوابل
    معدن معادن
    ميناء موانئ
    يد أيدي
    """.strip().splitlines()
)
"""Each form and what it is a form of: broken plurals, and endings that a stemmer takes for others."""

SILENT: frozenset[str] = frozenset(
    """
    a an and are as at be by do does for from has have how i in into is it its my of on or our s t that the
    this to was we what when where which who why will with you your
    أن إن أو إلى الى التي الذي ال عن على علي في فى كيف ما ماذا من منذ هذا هذه هل هو هي و يا لماذا متى أين مع
    لم لا لن قد كان كل أي ثم إذا عند بين بعد قبل حتى ذلك تلك
    """.split()  # noqa: SIM905 - words are read as words
)
"""Words that are not looked for beside others, as they are written; by themselves they are."""
