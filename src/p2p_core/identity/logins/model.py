"""What signing in refuses in its own way."""

from p2p_core.shared.errors import Unauthenticated


class SecondFactorRequired(Unauthenticated):
    """The password was right, and a code is needed beside it; ``challenge`` is the secret of this sign-in."""

    def __init__(self, challenge: str) -> None:
        super().__init__("second_factor_required")
        self.challenge = challenge
