"""The words of security mails, in both languages; ``$name`` stands for what differs."""

from p2p_core.notifications.wording import Words
from p2p_core.shared.language import Language

_HELLO = "Hello $first_name $last_name,"
_MARHABA = "مرحبًا $first_name $last_name،"

UNNAMED_DEVICE = {Language.ENGLISH: "a program without a name", Language.ARABIC: "برنامج بلا اسم"}

PASSWORD_RESET = {
    Language.ENGLISH: Words(
        subject="Choose a new password",
        before=(
            _HELLO,
            "somebody, hopefully you, forgot the password of your account on P2P Sandbox. Choose a new one.",
        ),
        button="Choose a new password",
        after=(
            "The link works once, for $minutes min, and only the newest one works.",
            "If it wasn't you, don't use it: your password stays as it is, and you needn't do anything.",
        ),
    ),
    Language.ARABIC: Words(
        subject="اختيار كلمة مرور جديدة",
        before=(
            _MARHABA,
            "طلب أحدهم، ونأمل أن تكون أنت، كلمة مرور جديدة لحسابك في منصة P2P Sandbox. اختر كلمة جديدة.",
        ),
        button="اختيار كلمة مرور",
        after=(
            "يعمل الرابط مرة واحدة، ومدة صلاحيته بالدقائق: $minutes. ولا يعمل إلا أحدث رابط.",
            "إن لم تكن أنت من طلب فلا تستخدم الرابط: تبقى كلمة مرورك كما هي ولا يلزمك فعل شيء.",
        ),
    ),
}

PASSWORD_CHANGED = {
    Language.ENGLISH: Words(
        subject="Your password was changed",
        before=(
            _HELLO,
            (
                "the password of your account on P2P Sandbox was changed just now."
                " Other devices were signed out."
            ),
        ),
        button="It wasn't me: choose a new password",
        after=("If it was you, you needn't do anything.",),
    ),
    Language.ARABIC: Words(
        subject="تم تغيير كلمة مرورك",
        before=(
            _MARHABA,
            "تم قبل قليل تغيير كلمة مرور حسابك في منصة P2P Sandbox، وسُجّل الخروج من الأجهزة الأخرى.",
        ),
        button="لم أكن أنا: اختيار كلمة مرور جديدة",
        after=("إن كنت أنت من غيّرها فلا يلزمك فعل شيء.",),
    ),
}

NEW_DEVICE = {
    Language.ENGLISH: Words(
        subject="A new device signed in to your account",
        before=(
            _HELLO,
            "your account on P2P Sandbox was signed in to with a device that hadn't been used before.",
            "Device: $device",
            "Network address: $network",
            "Time: $time",
        ),
        button="Go to P2P Sandbox",
        after=(
            (
                "If it was you, you needn't do anything. If not, change your password: that signs all"
                " other devices out."
            ),
        ),
    ),
    Language.ARABIC: Words(
        subject="دخول إلى حسابك من جهاز جديد",
        before=(
            _MARHABA,
            "سُجّل الدخول إلى حسابك في منصة P2P Sandbox من جهاز لم يُستخدم من قبل.",
            "الجهاز: $device",
            "عنوان الشبكة: $network",
            "الوقت: $time",
        ),
        button="الانتقال إلى المنصة",
        after=(("إن كنت أنت فلا يلزمك فعل شيء. وإلا فغيّر كلمة مرورك: بذلك يُسجّل الخروج من سائر الأجهزة."),),
    ),
}

EMAIL_CONFIRMATION = {
    Language.ENGLISH: Words(
        subject="Confirm your new e-mail address",
        before=(
            _HELLO,
            "you asked for your account on P2P Sandbox to move to this address. Confirm that it is yours.",
        ),
        button="Confirm my new address",
        after=(
            "The link works once, for $hours h. Until then you sign in with your old address.",
            "If you didn't ask for this, don't use it: nothing will happen.",
        ),
    ),
    Language.ARABIC: Words(
        subject="تأكيد بريدك الإلكتروني الجديد",
        before=(
            _MARHABA,
            "طلبتَ نقل حسابك في منصة P2P Sandbox إلى هذا البريد. أكّد أنه بريدك.",
        ),
        button="تأكيد البريد الجديد",
        after=(
            "يعمل الرابط مرة واحدة، ومدة صلاحيته بالساعات: $hours. وحتى ذلك الحين تدخل ببريدك القديم.",
            "إن لم تطلب ذلك فلا تستخدم الرابط: لن يحدث شيء.",
        ),
    ),
}

EMAIL_IN_USE = {
    Language.ENGLISH: Words(
        subject="Your address already has an account",
        before=(
            _HELLO,
            (
                "somebody, perhaps you, asked for another account on P2P Sandbox to move to this address."
                " It has an account already, so nothing was changed."
            ),
        ),
        button="Sign in",
        after=("If it wasn't you, you needn't do anything.",),
    ),
    Language.ARABIC: Words(
        subject="لبريدك حساب بالفعل",
        before=(
            _MARHABA,
            (
                "طلب أحدهم، وربما أنت، نقل حساب آخر في منصة P2P Sandbox إلى هذا البريد."
                " للبريد حساب قائم، فلم يتغير شيء."
            ),
        ),
        button="تسجيل الدخول",
        after=("إن لم تكن أنت فلا يلزمك فعل شيء.",),
    ),
}

EMAIL_CHANGE_REQUESTED = {
    Language.ENGLISH: Words(
        subject="Your account is about to move to another address",
        before=(
            _HELLO,
            (
                "somebody who is signed in to your account on P2P Sandbox asked for it to move to"
                " $new_email. That happens as soon as the new address is confirmed."
            ),
        ),
        button="It wasn't me: choose a new password",
        after=("If it was you, you needn't do anything. A new password stops the change.",),
    ),
    Language.ARABIC: Words(
        subject="سيُنقل حسابك إلى بريد آخر",
        before=(
            _MARHABA,
            (
                "طلب شخص دخل إلى حسابك في منصة P2P Sandbox نقله إلى $new_email."
                " ويحدث ذلك حالما يُؤكَّد البريد الجديد."
            ),
        ),
        button="لم أكن أنا: اختيار كلمة مرور جديدة",
        after=("إن كنت أنت فلا يلزمك فعل شيء. وكلمة مرور جديدة توقف هذا التغيير.",),
    ),
}

EMAIL_CHANGED = {
    Language.ENGLISH: Words(
        subject="Your account has another address now",
        before=(
            _HELLO,
            (
                "your account on P2P Sandbox has moved to $new_email."
                " You sign in with that address from now on, and no more mails come here."
            ),
        ),
        button="Go to P2P Sandbox",
        after=("If it wasn't you, write to whoever runs the platform at once.",),
    ),
    Language.ARABIC: Words(
        subject="صار لحسابك بريد آخر",
        before=(
            _MARHABA,
            (
                "انتقل حسابك في منصة P2P Sandbox إلى $new_email."
                " تدخل من الآن بذلك البريد، ولن تصل رسائل أخرى إلى هنا."
            ),
        ),
        button="الانتقال إلى المنصة",
        after=("إن لم تكن أنت فراسل القائمين على المنصة فورًا.",),
    ),
}

SECOND_FACTOR_ON = {
    Language.ENGLISH: Words(
        subject="Signing in now asks for a code",
        before=(
            _HELLO,
            "from now on, signing in to your account on P2P Sandbox asks for a code of your app as well.",
        ),
        button="Go to P2P Sandbox",
        after=("If it wasn't you, change your password and write to whoever runs the platform.",),
    ),
    Language.ARABIC: Words(
        subject="تسجيل الدخول يتطلب الآن رمزًا",
        before=(
            _MARHABA,
            "من الآن يتطلب الدخول إلى حسابك في منصة P2P Sandbox رمزًا من تطبيقك أيضًا.",
        ),
        button="الانتقال إلى المنصة",
        after=("إن لم تكن أنت فغيّر كلمة مرورك وراسل القائمين على المنصة.",),
    ),
}

SECOND_FACTOR_OFF = {
    Language.ENGLISH: Words(
        subject="Signing in no longer asks for a code",
        before=(
            _HELLO,
            "from now on, the password alone is enough to sign in to your account on P2P Sandbox.",
        ),
        button="It wasn't me: choose a new password",
        after=("If it was you, you needn't do anything.",),
    ),
    Language.ARABIC: Words(
        subject="تسجيل الدخول لم يعد يتطلب رمزًا",
        before=(
            _MARHABA,
            "من الآن تكفي كلمة المرور وحدها للدخول إلى حسابك في منصة P2P Sandbox.",
        ),
        button="لم أكن أنا: اختيار كلمة مرور جديدة",
        after=("إن كنت أنت فلا يلزمك فعل شيء.",),
    ),
}
