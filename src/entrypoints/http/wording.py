"""What refusals say, in English and in Arabic: one entry for each code a client can meet."""

from entrypoints.http.file_wording import FILE_DETAILS, FILE_MESSAGES, FILE_TITLES
from entrypoints.http.forum_wording import FORUM_DETAILS, FORUM_MESSAGES, FORUM_TITLES
from p2p_core.shared.language import Language

Wording = dict[str, tuple[str, str]]
"""Code -> English, Arabic."""

TITLES: Wording = {
    **FILE_TITLES,
    **FORUM_TITLES,
    "validation_failed": ("Some fields need attention", "بعض الحقول تحتاج إلى تصحيح"),
    "invalid_cursor": ("This page can't be continued", "لا يمكن متابعة هذه الصفحة"),
    "malformed_json": ("The request can't be read", "تعذرت قراءة الطلب"),
    "malformed_request": ("The request isn't whole, or isn't clear", "الطلب غير مكتمل أو غير واضح"),
    "unauthenticated": ("Please sign in", "يرجى تسجيل الدخول"),
    "invalid_credentials": ("This doesn't match", "البيانات غير صحيحة"),
    "second_factor_required": ("A code is needed as well", "يلزم رمز أيضًا"),
    "email_not_verified": ("The e-mail address isn't verified yet", "لم يتم تأكيد البريد الإلكتروني بعد"),
    "account_inactive": ("This account is inactive", "هذا الحساب غير نشط"),
    "reauth_required": ("Please show once more that it is you", "يرجى إثبات هويتك مرة أخرى"),
    "forbidden": ("You may not do this", "لا تملك صلاحية هذا الإجراء"),
    "cross_origin": ("Refused: sent from another site", "مرفوض: الطلب مرسل من موقع آخر"),
    "not_found": ("Not found", "غير موجود"),
    "method_not_allowed": ("This method isn't possible here", "هذه الطريقة غير متاحة هنا"),
    "conflict": ("This contradicts the present state", "يتعارض هذا مع الحالة الراهنة"),
    "topic_locked": ("This topic is locked", "هذا الموضوع مقفل"),
    "restore_expired": ("It is too late to restore this", "فات أوان الاستعادة"),
    "slug_taken": ("This address is taken", "هذا العنوان مستخدم"),
    "category_not_empty": ("There are topics in this category", "توجد مواضيع في هذا القسم"),
    "idempotency_key_reused": (
        "This key was used for something else",
        "استُخدم هذا المفتاح لطلب آخر",
    ),
    "already_invited": ("This address is invited already", "سبقت دعوة هذا البريد"),
    "already_member": ("This address belongs to a member", "هذا البريد لأحد أعضاء المنشأة"),
    "email_taken": ("This address has an account already", "لهذا البريد حساب بالفعل"),
    "last_admin": ("The last admin stays", "يبقى آخر مسؤول"),
    "not_yourself": ("You can't do that to yourself", "لا يمكنك فعل ذلك بنفسك"),
    "invitation_closed": ("This invitation is over", "انتهت هذه الدعوة"),
    "second_factor_on": ("The second factor is on already", "العامل الثاني مفعّل بالفعل"),
    "too_many_tokens": ("There are too many tokens", "عدد الرموز كبير جدًا"),
    "version_conflict": ("Somebody changed it meanwhile", "عدّله شخص آخر في هذه الأثناء"),
    "token_invalid": ("This link isn't valid", "هذا الرابط غير صالح"),
    "token_expired": ("This link has expired", "انتهت صلاحية هذا الرابط"),
    "token_used": ("This link was used already", "سبق استخدام هذا الرابط"),
    "request_timeout": ("The request didn't arrive in time", "لم يصل الطلب في الوقت المحدد"),
    "payload_too_large": ("That is too much at once", "حجم الطلب أكبر من المسموح"),
    "unsupported_media_type": ("This content type isn't taken here", "نوع المحتوى غير مدعوم"),
    "misdirected_request": ("This host isn't served here", "اسم المضيف غير معروف هنا"),
    "rate_limited": ("Too many requests", "طلبات كثيرة جدًا"),
    "internal": ("Something went wrong on our side", "حدث خطأ من جهتنا"),
    "unavailable": ("Not available at the moment", "الخدمة غير متاحة حاليًا"),
}

DETAILS: Wording = {
    **FILE_DETAILS,
    **FORUM_DETAILS,
    "validation_failed": (
        "Each field that needs attention is named in errors.",
        "كل حقل يحتاج إلى تصحيح مذكور في errors.",
    ),
    "invalid_cursor": (
        "The cursor is damaged or belongs to another list. Start again without it.",
        "المؤشر تالف أو يخص قائمة أخرى. ابدأ من جديد بدونه.",
    ),
    "malformed_json": (
        "The body must be one JSON object in UTF-8, with each key at most once.",
        "يجب أن يكون المحتوى كائن JSON واحدًا بترميز UTF-8 دون تكرار المفاتيح.",
    ),
    "malformed_request": (
        "Nothing was done. Send it again, with one Content-Length or in chunks, and each header once.",
        "لم يُنفَّذ شيء. أرسله مرة أخرى مع ترويسة Content-Length واحدة أو على أجزاء، ودون تكرار أي ترويسة.",
    ),
    "unauthenticated": (
        "There is no session, or it has ended. Sign in and try again.",
        "لا توجد جلسة أو أنها انتهت. سجّل الدخول ثم حاول مرة أخرى.",
    ),
    "invalid_credentials": (
        "E-mail, password or code is wrong. Check them and try again.",
        "البريد الإلكتروني أو كلمة المرور أو الرمز غير صحيح. تحقق منها ثم حاول مرة أخرى.",
    ),
    "second_factor_required": (
        "Send the code of your app, or one of your recovery codes, with the challenge.",
        "أرسل رمز تطبيقك أو أحد رموز الاسترداد مع challenge.",
    ),
    "reauth_required": (
        "Send your password or a code to /auth/reauthenticate; for ten minutes that is enough.",
        "أرسل كلمة مرورك أو رمزًا إلى /auth/reauthenticate؛ ويكفي ذلك عشر دقائق.",
    ),
    "second_factor_on": (
        "Turn it off first to set up another app.",
        "أوقفه أولًا لإعداد تطبيق آخر.",
    ),
    "too_many_tokens": (
        "End one that is no longer needed.",
        "ألغِ رمزًا لم تعد تحتاجه.",
    ),
    "email_not_verified": (
        "Open the link in the mail we sent, or ask for a new one.",
        "افتح الرابط في الرسالة التي أرسلناها أو اطلب رابطًا جديدًا.",
    ),
    "account_inactive": (
        "Ask an admin of your organization.",
        "تواصل مع مسؤول منشأتك.",
    ),
    "forbidden": (
        "You are signed in, but your role doesn't allow it.",
        "أنت مسجل الدخول لكن دورك لا يسمح بذلك.",
    ),
    "cross_origin": (
        "Requests that change something must come from this site or from a program.",
        "يجب أن تأتي الطلبات التي تغيّر البيانات من هذا الموقع أو من برنامج.",
    ),
    "not_found": (
        "It doesn't exist, or not for you.",
        "غير موجود أو غير متاح لك.",
    ),
    "method_not_allowed": (
        "The Allow header lists what is possible.",
        "ترويسة Allow تذكر الطرق المتاحة.",
    ),
    "conflict": (
        "Look at the present state and try again.",
        "راجع الحالة الراهنة ثم حاول مرة أخرى.",
    ),
    "topic_locked": (
        "It can be read, but nobody can reply or change anything in it any more.",
        "يمكن قراءته، لكن لم يعد ممكنًا الرد فيه أو تغيير شيء منه.",
    ),
    "restore_expired": (
        "What was deleted can be restored for 30 days.",
        "يمكن استعادة المحذوف خلال 30 يومًا من حذفه.",
    ),
    "slug_taken": (
        "Another one has this slug already. Choose another.",
        "يوجد قسم آخر بهذا المعرّف. اختر معرّفًا غيره.",
    ),
    "category_not_empty": (
        "Only a category without topics can be deleted, private ones counted.",
        "لا يمكن حذف القسم إلا إذا خلا من المواضيع، بما فيها الخاصة.",
    ),
    "idempotency_key_reused": (
        "Nothing was done. Send each new request with an Idempotency-Key of its own.",
        "لم يُنفَّذ شيء. أرسل كل طلب جديد بمفتاح Idempotency-Key خاص به.",
    ),
    "already_invited": (
        "Its invitation is still pending: resend it or cancel it.",
        "دعوته ما زالت معلقة: أعد إرسالها أو ألغها.",
    ),
    "already_member": (
        "There is nothing left to accept: sign in with it.",
        "لم يبق ما يُقبل: سجّل الدخول بهذا البريد.",
    ),
    "email_taken": (
        "An account stays in its organization; nobody is moved. Take another address.",
        "يبقى الحساب في منشأته ولا يُنقل أحد إلى غيرها. استخدم بريدًا آخر.",
    ),
    "last_admin": (
        "An organization needs an active admin: make somebody else one first.",
        "تحتاج المنشأة إلى مسؤول نشط: عيّن مسؤولًا آخر أولًا.",
    ),
    "not_yourself": (
        "Nobody blocks themselves: choose somebody else.",
        "لا يحظر أحدٌ نفسَه: اختر شخصًا آخر.",
    ),
    "invitation_closed": (
        "It was accepted or cancelled. Invite the address again.",
        "قُبلت أو أُلغيت. ادعُ البريد من جديد.",
    ),
    "version_conflict": (
        "Read it again and repeat your change on the new version.",
        "اقرأه من جديد ثم كرر تعديلك على النسخة الجديدة.",
    ),
    "token_invalid": (
        "It may have been cut off on the way. Copy the whole link from the mail.",
        "ربما اقتُطع جزء منه. انسخ الرابط كاملًا من الرسالة.",
    ),
    "token_expired": (
        "Ask for a new one. After a sign-up, sign up again; after an invitation, ask who invited you.",
        "اطلب رابطًا جديدًا: بعد تسجيل سجّل من جديد، وبعد دعوة اطلبه ممن دعاك.",
    ),
    "token_used": (
        "A link works once, a newer one replaces it, and it can be taken back: open the newest mail.",
        "يعمل الرابط مرة واحدة، والرابط الأحدث يحل محله، وقد يُسحب: افتح أحدث رسالة.",
    ),
    "request_timeout": (
        "The body has to arrive within 30 seconds. Send it again.",
        "يجب أن يصل المحتوى خلال 30 ثانية. أرسله مرة أخرى.",
    ),
    "payload_too_large": (
        "The body is longer than this operation takes.",
        "المحتوى أطول مما تقبله هذه العملية.",
    ),
    "unsupported_media_type": (
        "Send application/json in UTF-8, without compression.",
        "أرسل application/json بترميز UTF-8 دون ضغط.",
    ),
    "misdirected_request": (
        "Use the public address of this installation.",
        "استخدم العنوان العام لهذا الخادم.",
    ),
    "rate_limited": (
        "Wait as long as Retry-After says.",
        "انتظر المدة المذكورة في Retry-After.",
    ),
    "internal": (
        "It has been noted. Give the request id to whoever runs this installation.",
        "تم تسجيل الخطأ. زوّد مشغّل الخادم برقم الطلب.",
    ),
    "unavailable": (
        "Try again as Retry-After says. What you sent may or may not have been kept.",
        "حاول مرة أخرى وفق Retry-After. قد يكون ما أرسلته حُفظ أو لم يُحفظ.",
    ),
}

MESSAGES: Wording = {
    **FILE_MESSAGES,
    **FORUM_MESSAGES,
    "required": ("This is needed.", "هذا الحقل مطلوب."),
    "unknown_field": ("There is no such field.", "لا يوجد حقل بهذا الاسم."),
    "unknown_parameter": ("There is no such parameter.", "لا توجد معلمة بهذا الاسم."),
    "repeated": ("This stands here more than once.", "هذا مكرر."),
    "wrong_type": ("This is of the wrong type.", "نوع القيمة غير صحيح."),
    "wrong_form": ("This doesn't have the form that it needs.", "صيغة القيمة غير صحيحة."),
    "not_a_choice": ("This isn't one of the choices.", "ليست من الخيارات المتاحة."),
    "not_a_number": ("This must be a whole number.", "يجب أن يكون عددًا صحيحًا."),
    "not_a_switch": ("This must be true or false.", "يجب أن تكون القيمة true أو false."),
    "empty": ("There is nothing to see in it.", "لا يحتوي على نص ظاهر."),
    "too_short": ("At least {limit} characters are needed.", "المطلوب {limit} حرفًا على الأقل."),
    "too_long": ("At most {limit} characters are possible.", "الحد الأقصى {limit} حرفًا."),
    "too_many_marks": (
        "A letter carries more marks than any language needs.",
        "يحمل أحد الحروف علامات أكثر مما تحتاجه أي لغة.",
    ),
    "too_many": ("At most {limit} are possible.", "الحد الأقصى {limit}."),
    "too_small": ("This must be at least {limit}.", "يجب ألا يقل عن {limit}."),
    "too_large": ("This must be at most {limit}.", "يجب ألا يزيد عن {limit}."),
    "control_character": (
        "It contains a control character that can't be kept.",
        "يحتوي على رمز تحكم لا يمكن حفظه.",
    ),
    "lone_surrogate": ("It contains half a character.", "يحتوي على نصف رمز."),
    "line_separator": ("This must be a single line.", "يجب أن يكون سطرًا واحدًا."),
    "not_an_email": ("This isn't an e-mail address.", "هذا ليس عنوان بريد إلكتروني صحيحًا."),
    "not_a_slug": (
        "This must be made of words of a-z and 0-9 with single hyphens between them.",
        "يجب أن يتكون من كلمات بالأحرف a-z والأرقام 0-9 تفصل بينها شرطة واحدة.",
    ),
    "not_a_colour": ("This must be a colour like #1d4ed8.", "يجب أن يكون لونًا مثل #1d4ed8."),
    "too_light": ("White text can't be read on this colour.", "لا يمكن قراءة النص الأبيض على هذا اللون."),
    "not_an_etag": (
        'This must be an ETag in quotation marks, like "3-x", or *.',
        'يجب أن تكون القيمة ETag بين علامتي تنصيص، مثل "3-x"، أو *.',
    ),
    "not_a_key": (
        "This must be 1 to 64 visible ASCII characters.",
        "يجب أن يتكون من 1 إلى 64 رمزًا مرئيًا من رموز ASCII.",
    ),
    "not_a_domain": (
        "This isn't a domain such as factory.example.",
        "ليس اسم نطاق صحيحًا مثل factory.example.",
    ),
    "not_a_web_address": (
        "This isn't an address that begins with https://.",
        "ليس عنوانًا صحيحًا يبدأ بـ https://.",
    ),
    "not_a_phone": (
        "This isn't a telephone number: digits, blanks, + - ( ) . and / are possible.",
        "ليس رقم هاتف صحيحًا: المسموح أرقام ومسافات والرموز + - ( ) . /",
    ),
    "not_a_moment": (
        "This must be a point in time such as 2026-03-05T12:00:00Z.",
        "يجب أن تكون نقطة زمنية مثل 2026-03-05T12:00:00Z.",
    ),
    "unknown_timezone": (
        "This isn't a time zone such as Asia/Riyadh.",
        "ليست منطقة زمنية صحيحة مثل Asia/Riyadh.",
    ),
    "unknown_country": ("This isn't a country's code of two letters.", "هذا ليس رمز دولة من حرفين."),
    "contains_own_words": (
        "It contains a part of your name, e-mail or organization.",
        "تحتوي على جزء من اسمك أو بريدك أو اسم منشأتك.",
    ),
    "wrong_password": ("This isn't your password.", "هذه ليست كلمة مرورك."),
    "wrong_code": ("This code isn't right, or was used.", "هذا الرمز غير صحيح أو سبق استخدامه."),
    "too_common": ("Many people use this one: choose another.", "كلمة شائعة: اختر غيرها."),
    "not_found": ("There is no such thing.", "لا يوجد ما يطابق هذه القيمة."),
    "invalid_cursor": ("It is damaged or from another list.", "تالف أو من قائمة أخرى."),
    "token_invalid": ("This link isn't valid.", "هذا الرابط غير صالح."),
}


def say(wording: Wording, code: str, language: Language) -> str | None:
    """The words for a code, if there are any."""
    english, arabic = wording.get(code, (None, None))
    return arabic if language is Language.ARABIC else english
