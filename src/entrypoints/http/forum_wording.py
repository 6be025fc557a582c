"""What refusals about drafts and reports say, in English and in Arabic."""

FORUM_TITLES: dict[str, tuple[str, str]] = {
    "draft_outdated": ("A newer draft is kept already", "توجد مسودة أحدث محفوظة"),
    "too_many_drafts": ("There are too many drafts", "عدد المسودات كبير جدًا"),
    "already_reported": ("You have reported this already", "سبق أن أبلغت عن هذا"),
    "report_resolved": ("This is decided already", "سبق البت في هذا البلاغ"),
}

FORUM_DETAILS: dict[str, tuple[str, str]] = {
    "draft_outdated": (
        "It was written elsewhere, and is in draft. Go on from its sequence, or discard it first.",
        "كُتبت في مكان آخر وهي مذكورة في draft. تابع من تسلسلها أو احذفها أولًا.",
    ),
    "too_many_drafts": (
        "Discard one that is no longer needed.",
        "احذف مسودة لم تعد تحتاجها.",
    ),
    "already_reported": (
        "Your report is open: whoever decides about it will look at it.",
        "بلاغك ما زال مفتوحًا وسينظر فيه المشرفون.",
    ),
    "report_resolved": (
        "Somebody decided about this report before you did.",
        "بتّ شخص آخر في هذا البلاغ قبلك.",
    ),
}

FORUM_MESSAGES: dict[str, tuple[str, str]] = {
    "too_deep": (
        "At most {limit} levels can lie in each other.",
        "الحد الأقصى للتداخل {limit} مستوى.",
    ),
}
