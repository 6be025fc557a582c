"""What refusals about files say, in English and in Arabic; `wording` takes these into its own."""

from p2p_core.files.wording import REASONS

Words = dict[str, tuple[str, str]]

FILE_TITLES: Words = {
    "quota_exceeded": ("Your organization's storage is full", "مساحة تخزين منشأتكم ممتلئة"),
    "file_not_ready": ("This file isn't ready yet", "هذا الملف غير جاهز بعد"),
    "file_rejected": ("This file was rejected", "رُفض هذا الملف"),
    "file_in_use": ("This picture is shown", "هذه الصورة معروضة"),
    "upload_finished": ("This upload is finished", "اكتمل هذا الرفع"),
    "offset_mismatch": ("The upload stands elsewhere", "موضع الرفع مختلف"),
    "upload_busy": ("The upload is being added to", "الرفع جارٍ من طلب آخر"),
    "tus_version": ("This version of tus isn't spoken here", "إصدار بروتوكول tus غير مدعوم"),
    "checksum_mismatch": ("This piece was damaged on its way", "تلف هذا الجزء أثناء النقل"),
    "range_not_satisfiable": ("The file has no such part", "لا يوجد هذا الجزء في الملف"),
}
FILE_DETAILS: Words = {
    "quota_exceeded": (
        "Delete files that are no longer needed, or ask for more room.",
        "احذف الملفات التي لم تعد مطلوبة، أو اطلب مساحة إضافية.",
    ),
    "file_not_ready": (
        "It is still arriving or being looked into. Ask again in a moment.",
        "ما زال الملف قيد الرفع أو الفحص. أعد المحاولة بعد قليل.",
    ),
    "file_rejected": (
        "The file's description says why.",
        "سبب الرفض مذكور في بيانات الملف.",
    ),
    "file_in_use": (
        "Replace it or take it down where it is shown.",
        "استبدلها أو أزلها من المكان الذي تُعرض فيه.",
    ),
    "upload_finished": (
        "All of it has arrived; nothing can be added or taken back.",
        "وصل الملف كاملًا، ولا يمكن الإضافة إليه أو إلغاء رفعه.",
    ),
    "offset_mismatch": (
        "Ask with HEAD how much has arrived, and go on from there.",
        "اسأل بطلب HEAD عن القدر الذي وصل، ثم تابع من عنده.",
    ),
    "upload_busy": (
        "Another request is sending to it. Wait for that, or end it.",
        "هناك طلب آخر يرسل إليه. انتظر انتهاءه أو أوقفه.",
    ),
    "tus_version": (
        "Send Tus-Resumable: 1.0.0.",
        "أرسل الترويسة Tus-Resumable: 1.0.0.",
    ),
    "checksum_mismatch": (
        "It was not kept. Send the same piece again.",
        "لم يُحفظ هذا الجزء. أرسله مرة أخرى.",
    ),
    "range_not_satisfiable": (
        "The file is shorter than that. Content-Range tells its length.",
        "الملف أقصر من ذلك. الطول مذكور في Content-Range.",
    ),
}
FILE_MESSAGES: Words = {
    **REASONS,
    "unsupported_file_type": (
        "Files of this type can't be uploaded for this purpose.",
        "لا يمكن رفع ملفات من هذا النوع لهذا الغرض.",
    ),
    "type_mismatch": (
        "The file's content, its name and its declared type don't belong together.",
        "محتوى الملف واسمه ونوعه المعلن غير متوافقة.",
    ),
    "bad_file_name": (
        "The name must have an ending, such as .pdf, and something to see before it.",
        "يجب أن يكون للاسم امتداد مثل .pdf وأن يسبقه اسم ظاهر.",
    ),
    "file_too_large": (
        "At most {limit} MB are possible.",
        "الحد الأقصى {limit} ميغابايت.",
    ),
    "not_tus_metadata": (
        "Upload-Metadata must be names with Base64 values, separated by commas.",
        "يجب أن تتكون Upload-Metadata من أسماء مع قيم Base64 تفصل بينها فواصل.",
    ),
    "not_a_checksum": (
        "This must be sha1 or sha256 with a Base64 value.",
        "يجب أن تكون القيمة sha1 أو sha256 مع قيمة Base64.",
    ),
    "empty_file": ("There is nothing in this file.", "الملف فارغ."),
}
