/** The words of the help page: long, so they come with it alone. */
import type { Language } from '@/i18n'

export interface Words {
  title: string
  lead: string
  contents: string
  ask: string
  askLead: string
  asking: [string, string][]
  search: string
  searchLead: string
  markdown: string
  markdownLead: string
  typed: string
  shown: string
  samples: Record<'bold' | 'italic' | 'heading' | 'item' | 'quote' | 'code' | 'link' | 'cell' | 'value', string>
  keys: string
  keysLead: string
  keysInside: string
  key: string
  does: string
  palette: string
  slash: string
  question: string
  compose: string
  next: string
  previous: string
  send: string
  escape: string
  arrows: string
  after: string
  single: string
  singleWhy: string
  privacy: string
  facts: [string, string][]
  more: string
  moreWhy: string
}

const en: Words = {
  title: 'Help',
  lead: 'How to ask so that others can answer, how to find what was answered already, and who sees what.',
  contents: 'On this page',
  ask: 'How to ask',
  askLead: 'The people who could help you have five minutes and don’t know your machine. Help them to see it.',
  asking: [
    ['Look first', 'Search for the two or three words that matter: your question may have an answer already.'],
    ['One question, one topic', 'Put the question into the title, as you would ask it on the phone: “Short shots on one cavity after a tool change”.'],
    ['Say what you see', 'Machine, material, numbers with units, since when, and what changed before it began.'],
    ['Say what you tried', 'Then nobody advises you to do what you did already.'],
    ['Mark what helped', 'When a reply solved it, mark it as the best answer: the next one with the same trouble finds it at once.'],
  ],
  search: 'How to search',
  searchLead: 'Press Ctrl K anywhere and type. On the page of results you narrow by category, time, and whether there is an answer.',
  markdown: 'How to format',
  markdownLead: 'The buttons above the field write these signs for you. You can also type them.',
  typed: 'You type',
  shown: 'It shows',
  samples: { bold: 'important', italic: 'stressed', heading: 'What we measured', item: 'melt at 235 °C', quote: 'as the manual says', code: 'temp < 40', link: 'the data sheet', cell: 'pressure', value: '3 bar' },
  keys: 'Keyboard',
  keysLead: 'Everything works without a mouse: Tab goes on, Enter opens.',
  keysInside: 'These keys work once you are logged in:',
  key: 'Key',
  does: 'What it does',
  palette: 'Search, or go to any page',
  slash: 'To the search',
  question: 'Show this list',
  compose: 'New topic, in the forum',
  next: 'To the next entry of a list',
  previous: 'To the one before',
  send: 'Send what you write',
  escape: 'Close what is open',
  arrows: 'Move through what was found, and through menus',
  after: 'then',
  single: 'Single keys work (/ ? C J K, and G with what follows)',
  singleWhy: 'Switch them off if you speak to your computer, or press keys by accident. Kept in this browser.',
  privacy: 'Who sees what',
  facts: [
    ['Your name and organization', 'Everybody on the network sees them beside what you write, and in the directory.'],
    ['Your phone number', 'Only the admins of your organization.'],
    ['Your topics', 'Everybody on the network, or only your organization: you choose when you write.'],
    ['Drafts and searches', 'Nobody but you. What you looked for is kept in this browser alone, until you log out.'],
    ['No strangers', 'Pages load nothing from other companies, and nobody counts your clicks for advertising.'],
    ['Your data is yours', 'In the settings you take everything along as files, or erase your account.'],
  ],
  more: 'Still stuck?',
  moreWhy: 'Ask in the forum: others had the same question. About your account, ask an admin of your organization.',
}

const ar: Words = {
  title: 'المساعدة',
  lead: 'كيف تسأل ليستطيع الآخرون الإجابة، وكيف تعثر على ما أُجيب عنه من قبل، ومن يرى ماذا.',
  contents: 'في هذه الصفحة',
  ask: 'كيف تسأل',
  askLead: 'من يستطيعون مساعدتك لديهم خمس دقائق ولا يعرفون آلتك، فساعدهم على رؤيتها.',
  asking: [
    ['ابحث أولًا', 'ابحث عن الكلمتين أو الثلاث الأهم، فربما أُجيب عن سؤالك من قبل.'],
    ['سؤال واحد في كل موضوع', 'ضع السؤال في العنوان كما تطرحه على الهاتف: «نقص في تعبئة أحد التجاويف بعد تغيير القالب».'],
    ['صف ما تراه', 'الآلة والمادة والأرقام مع وحداتها، ومتى بدأ ذلك، وما الذي تغيّر قبله.'],
    ['اذكر ما جرّبته', 'فلا ينصحك أحد بما فعلته من قبل.'],
    ['حدّد ما أفادك', 'إذا حلّ رد مشكلتك فاختره أفضل إجابة، ليجده فورًا من يواجه المشكلة نفسها.'],
  ],
  search: 'كيف تبحث',
  searchLead: 'اضغط Ctrl K في أي صفحة واكتب. وفي صفحة النتائج يمكنك التضييق حسب التصنيف والوقت ووجود إجابة.',
  markdown: 'كيف تنسّق النص',
  markdownLead: 'الأزرار فوق الحقل تكتب هذه العلامات عنك، ويمكنك كتابتها بنفسك.',
  typed: 'تكتب',
  shown: 'فيظهر',
  samples: { bold: 'مهم', italic: 'مميز', heading: 'ما قسناه', item: 'الصهر عند 235 °م', quote: 'كما يقول الدليل', code: 'temp < 40', link: 'ورقة البيانات', cell: 'الضغط', value: '3 بار' },
  keys: 'لوحة المفاتيح',
  keysLead: 'كل شيء يعمل دون فأرة: Tab للانتقال وEnter للفتح.',
  keysInside: 'تعمل هذه المفاتيح بعد تسجيل الدخول:',
  key: 'المفتاح',
  does: 'ما يفعله',
  palette: 'البحث أو الانتقال إلى أي صفحة',
  slash: 'إلى البحث',
  question: 'عرض هذه القائمة',
  compose: 'موضوع جديد، في المنتدى',
  next: 'إلى العنصر التالي في القائمة',
  previous: 'إلى العنصر السابق',
  send: 'إرسال ما تكتبه',
  escape: 'إغلاق المفتوح',
  arrows: 'التنقل بين النتائج وفي القوائم',
  after: 'ثم',
  single: 'تفعيل المفاتيح المفردة (/ ? C J K، وG وما يليه)',
  singleWhy: 'أوقفها إذا كنت تخاطب حاسوبك صوتيًا أو تضغط المفاتيح دون قصد. يُحفظ ذلك في هذا المتصفح.',
  privacy: 'من يرى ماذا',
  facts: [
    ['اسمك ومنشأتك', 'يراهما كل من في الشبكة بجانب ما تكتبه وفي دليل الأشخاص.'],
    ['رقم هاتفك', 'لا يراه إلا مسؤولو منشأتك.'],
    ['موضوعاتك', 'كل من في الشبكة أو منشأتك وحدها: أنت تختار عند الكتابة.'],
    ['المسودات وعمليات البحث', 'لا يراها أحد سواك. وما بحثت عنه محفوظ في هذا المتصفح وحده حتى تسجّل الخروج.'],
    ['لا أطراف أخرى', 'لا تحمّل الصفحات شيئًا من شركات أخرى، ولا يحصي أحد نقراتك للإعلانات.'],
    ['بياناتك ملكك', 'من الإعدادات يمكنك أخذ كل شيء في ملفات، أو حذف حسابك.'],
  ],
  more: 'ما زلت تحتاج إلى مساعدة؟',
  moreWhy: 'اسأل في المنتدى، فقد مرّ غيرك بالسؤال نفسه. وفيما يخص حسابك اسأل أحد مسؤولي منشأتك.',
}

export const WORDS: Record<Language, Words> = { en, ar }
