"""What is true of a category, and the categories a new platform begins with."""

import re
from dataclasses import dataclass

from p2p_core.shared.changes import Changes, amend
from p2p_core.shared.ids import CategoryId, is_id
from p2p_core.shared.inputs import Refused

LONGEST_SLUG = 60
DEFAULT_COLOUR = "#475569"

_WORDS = re.compile(r"[a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LEAST_CONTRAST = 4.5
"""Of white text on a colour, by WCAG 2.2 (1.4.3)."""


@dataclass(frozen=True, slots=True)
class Slug:
    """Words of ``a-z0-9`` joined by hyphens, for addresses; never one that could be an id."""

    def apply(self, value: str) -> str:
        """Look at its form; people write it, so nothing is made of it in silence."""
        if len(value) > LONGEST_SLUG:
            raise Refused("too_long", LONGEST_SLUG)
        if not _SLUG.fullmatch(value) or is_id(value):
            raise Refused("not_a_slug")
        return value


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as ``#rrggbb``, dark enough for white text on it."""

    def apply(self, value: str) -> str:
        """Put it in lower case and weigh its light."""
        colour = value.lower()
        if not _COLOUR.fullmatch(colour):
            raise Refused("not_a_colour")
        if 1.05 / (_luminance(colour) + 0.05) < _LEAST_CONTRAST:
            raise Refused("too_light")
        return colour


def slug_in(name: str) -> str:
    """A name's words as a slug; empty when it has none of ``a-z0-9``."""
    return "-".join(_WORDS.findall(name.lower()))[:LONGEST_SLUG].strip("-")


def _luminance(colour: str) -> float:
    """How much light a colour gives, from 0 for black to 1 for white (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB's own


@dataclass(slots=True, kw_only=True)
class Category:
    """A shelf with a name in both languages."""

    id: CategoryId
    slug: str
    name: str
    name_ar: str
    description: str
    description_ar: str
    colour: str
    """``#rrggbb``, dark enough for white text on it."""
    position: int
    """Where it stands among the others; of two at the same, the older comes first."""
    version: int = 1

    def place_behind(self, position: int) -> None:
        """Come after the one at this position."""
        self.position = position + 1

    def edit(self, changes: Changes) -> bool:
        """Take on what was given; false when nothing is different."""
        return amend(self, changes)


@dataclass(frozen=True, slots=True)
class FirstCategory:
    """A category every new platform is given."""

    slug: str
    name: str
    name_ar: str
    description: str
    description_ar: str
    colour: str


FIRST_CATEGORIES = (
    FirstCategory(
        "automation",
        "Automation",
        "الأتمتة",
        "Machines, lines and controls that run by themselves",
        "آلات وخطوط إنتاج وأنظمة تحكم تعمل ذاتيًا",
        "#1d4ed8",
    ),
    FirstCategory(
        "quality-management",
        "Quality Management",
        "إدارة الجودة",
        "Fewer defects, better measurements, audits that help",
        "عيوب أقل وقياسات أدق وتدقيق مفيد",
        "#047857",
    ),
    FirstCategory(
        "maintenance",
        "Maintenance",
        "الصيانة",
        "Keeping equipment healthy, planned and predicted",
        "المحافظة على المعدات بصيانة مخططة وتنبؤية",
        "#b45309",
    ),
    FirstCategory(
        "artificial-intelligence",
        "Artificial Intelligence",
        "الذكاء الاصطناعي",
        "Vision, forecasting and language at work in factories",
        "الرؤية الحاسوبية والتنبؤ واللغة في المصانع",
        "#6d28d9",
    ),
    FirstCategory(
        "internet-of-things",
        "Internet of Things",
        "إنترنت الأشياء",
        "Sensors, gateways and what their data tells",
        "الحساسات والبوابات وما تخبرنا به بياناتها",
        "#0e7490",
    ),
    FirstCategory(
        "lean-manufacturing",
        "Lean Manufacturing",
        "التصنيع الرشيق",
        "5S, flow, changeover times and less waste",
        "منهجية 5S وانسياب العمل وتقليل الهدر",
        "#4d7c0f",
    ),
    FirstCategory(
        "supply-chain",
        "Supply Chain",
        "سلسلة الإمداد",
        "Suppliers, stock, transport and lead times",
        "الموردون والمخزون والنقل وأزمنة التوريد",
        "#9f1239",
    ),
    FirstCategory(
        "energy-efficiency",
        "Energy Efficiency",
        "كفاءة الطاقة",
        "Less power, water and heat for the same output",
        "طاقة ومياه وحرارة أقل للإنتاج نفسه",
        "#a16207",
    ),
    FirstCategory(
        "safety-compliance",
        "Safety & Compliance",
        "السلامة والامتثال",
        "People who go home unhurt, and rules that are met",
        "سلامة العاملين والالتزام باللوائح",
        "#b91c1c",
    ),
    FirstCategory(
        "training",
        "Training",
        "التدريب",
        "Teaching skills on the shop floor and beyond",
        "تعليم المهارات في المصنع وخارجه",
        "#be185d",
    ),
    FirstCategory(
        "general",
        "General",
        "عام",
        "Everything else that factories talk about",
        "كل ما تتحدث عنه المصانع غير ذلك",
        "#475569",
    ),
)
