"""The words of mails about one's own data, in both languages; ``$name`` stands for what differs."""

from p2p_core.notifications.wording import Words
from p2p_core.shared.language import Language

EXPORT_READY = {
    Language.ENGLISH: Words(
        subject="Your data is ready to download",
        before=(
            "Hello $first_name $last_name,",
            (
                "everything that P2P Sandbox keeps about you is packed: your profile, what you wrote, your"
                " sessions, invitations and more, as JSON files in a ZIP ($size)."
            ),
        ),
        button="Download my data",
        after=(
            "The link is good for $time, and only where you are signed in.",
            "If you didn't ask for this, somebody else is signed in to your account: change your password.",
        ),
    ),
    Language.ARABIC: Words(
        subject="بياناتك جاهزة للتنزيل",
        before=(
            "مرحبًا $first_name $last_name،",
            (
                "جُمع كل ما تحتفظ به منصة P2P Sandbox عنك: ملفك الشخصي وما كتبته وجلساتك ودعواتك وغيرها،"
                " في ملفات JSON داخل ملف مضغوط واحد ($size)."
            ),
        ),
        button="تنزيل بياناتي",
        after=(
            "مدة صلاحية الرابط $time، ولا يعمل إلا حيث سجّلت الدخول.",
            "إن لم تطلب ذلك فقد دخل شخص آخر إلى حسابك: غيّر كلمة مرورك.",
        ),
    ),
}

ACCOUNT_ERASED = {
    Language.ENGLISH: Words(
        subject="Your account was erased",
        before=(
            "Hello $first_name $last_name,",
            "your account on P2P Sandbox and everything about it were erased, as you asked.",
            "$contributions",
        ),
        button="P2P Sandbox",
        after=(
            "This address isn't kept either, and no more mails come here. Thank you for what you shared.",
        ),
    ),
    Language.ARABIC: Words(
        subject="تم محو حسابك",
        before=(
            "مرحبًا $first_name $last_name،",
            "مُحي حسابك في منصة P2P Sandbox وكل ما يتعلق به بناءً على طلبك.",
            "$contributions",
        ),
        button="P2P Sandbox",
        after=("ولم نحتفظ بعنوان بريدك هذا، ولن تصلك رسائل أخرى. نشكرك على ما شاركت به.",),
    ),
}

KEPT = {
    Language.ENGLISH: "What you wrote stays, by a former member.",
    Language.ARABIC: "وبقي ما كتبته باسم «عضو سابق».",
}
GONE = {
    Language.ENGLISH: "What you wrote was removed; where others had answered, a note says so.",
    Language.ARABIC: "وأُزيل ما كتبته، ووُضعت ملاحظة بذلك حيث رد عليه آخرون.",
}

_KILO = 1024


def size_of(size: int) -> str:
    """How large something is, as file managers say it."""
    if size < _KILO * _KILO:
        return f"{max(1, round(size / _KILO))} KB"
    return f"{size / _KILO / _KILO:.1f} MB"
