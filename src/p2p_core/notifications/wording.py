"""The words of the mails, in both languages; ``$name`` stands for what differs."""

from dataclasses import dataclass

from p2p_core.shared.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One mail in one language: paragraphs before and after an optional button."""

    subject: str
    before: tuple[str, ...]
    button: str
    after: tuple[str, ...]


PLATFORM = {Language.ENGLISH: "P2P Sandbox", Language.ARABIC: "منصة P2P Sandbox"}

VERIFICATION = {
    Language.ENGLISH: Words(
        subject="Confirm your e-mail address",
        before=(
            "Hello $first_name $last_name,",
            (
                "somebody, hopefully you, signed up “$organization” on P2P Sandbox with this address."
                " Confirm the address to open your account."
            ),
        ),
        button="Confirm my address",
        after=(
            "The link works once, for $hours h.",
            "If you didn't sign up, don't use it: nothing will happen, and you needn't do anything.",
        ),
    ),
    Language.ARABIC: Words(
        subject="تأكيد بريدك الإلكتروني",
        before=(
            "مرحبًا $first_name $last_name،",
            (
                "سُجّلت منشأة «$organization» في منصة P2P Sandbox بهذا البريد، ونأمل أن تكون أنت من سجّلها."
                " أكّد بريدك ليُفتح حسابك."
            ),
        ),
        button="تأكيد البريد",
        after=(
            "يعمل الرابط مرة واحدة، ومدة صلاحيته بالساعات: $hours.",
            "إن لم تكن أنت من سجّل فلا تستخدم الرابط: لن يحدث شيء ولا يلزمك فعل شيء.",
        ),
    ),
}

KNOWN_ADDRESS = {
    Language.ENGLISH: Words(
        subject="You already have an account",
        before=(
            "Hello $first_name $last_name,",
            (
                "somebody, perhaps you, tried to sign up on P2P Sandbox with this address."
                " It has an account already, so nothing was changed. You can sign in as before."
            ),
        ),
        button="Sign in",
        after=("If it wasn't you, you needn't do anything.",),
    ),
    Language.ARABIC: Words(
        subject="لديك حساب بالفعل",
        before=(
            "مرحبًا $first_name $last_name،",
            (
                "حاول أحدهم، وربما أنت، التسجيل في منصة P2P Sandbox بهذا البريد."
                " للبريد حساب قائم، فلم يتغير شيء، ويمكنك تسجيل الدخول كالمعتاد."
            ),
        ),
        button="تسجيل الدخول",
        after=("إن لم تكن أنت فلا يلزمك فعل شيء.",),
    ),
}
