"""Why a file was rejected, in words for its owner."""

from collections.abc import Mapping

from p2p_core.shared.language import Language

REASONS: Mapping[str, tuple[str, str]] = {
    "type_mismatch": (
        "The content isn't what the file's name says. Save it in its own format and upload it again.",
        "محتوى الملف لا يطابق ما يدل عليه اسمه. احفظه بصيغته الصحيحة ثم ارفعه من جديد.",
    ),
    "damaged": (
        "The file is damaged or incomplete and can't be opened.",
        "الملف تالف أو غير مكتمل ولا يمكن فتحه.",
    ),
    "too_many_pixels": (
        "The picture is too large. Up to 50 megapixels are possible.",
        "أبعاد الصورة كبيرة جدًا. الحد الأقصى 50 ميغابكسل.",
    ),
    "too_many_frames": (
        "The animation has too many frames.",
        "عدد إطارات الصورة المتحركة كبير جدًا.",
    ),
    "video_too_long": (
        "The video is too long. Up to 10 minutes are possible.",
        "مدة الفيديو طويلة جدًا. الحد الأقصى 10 دقائق.",
    ),
    "video_not_playable": (
        "Browsers can't play this video. Save it as MP4 with H.264 video and AAC sound, or as WebM.",
        "لا تستطيع المتصفحات تشغيل هذا الفيديو. احفظه بصيغة MP4 بترميز H.264 وصوت AAC، أو بصيغة WebM.",
    ),
    "unpacks_too_large": (
        "Unpacked, the content would be far too large.",
        "حجم المحتوى بعد فك الضغط أكبر بكثير من المسموح.",
    ),
    "unsafe_archive": (
        "The archive has entries that can't be unpacked safely: odd paths, links, or archives within it.",
        "يحتوي الأرشيف على عناصر لا يمكن فك ضغطها بأمان، مثل مسارات غير مألوفة أو روابط أو أرشيفات متداخلة.",
    ),
    "unsafe_content": (
        "The document contains macros or other active content. Save it without them.",
        "يحتوي المستند على وحدات ماكرو أو محتوى نشط آخر. احفظه بدونها.",
    ),
    "encrypted": (
        "The file is protected by a password. Upload it without one.",
        "الملف محمي بكلمة مرور. ارفعه بدون كلمة مرور.",
    ),
    "too_hard_to_read": (
        "Reading the file takes more time or memory than is possible here.",
        "تتطلب قراءة الملف وقتًا أو ذاكرة أكثر من المتاح هنا.",
    ),
    "infected": (
        "The virus scanner found something in this file.",
        "اكتشف برنامج فحص الفيروسات شيئًا ضارًا في هذا الملف.",
    ),
    "quota_exceeded": (
        "Your organization's storage is full.",
        "مساحة التخزين الخاصة بمنشأتكم ممتلئة.",
    ),
}


def words_for(reason: str, language: Language) -> str:
    """What the owner is told."""
    english, arabic = REASONS[reason]
    return arabic if language is Language.ARABIC else english
