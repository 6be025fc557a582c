"""What is true of a category, and the categories a new platform begins with."""

from dataclasses import dataclass

from p2p_core.shared.ids import CategoryId


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
    version: int = 1


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
