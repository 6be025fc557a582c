"""The words and runs that guessers of passwords try first; written for this project, in no order of merit."""

_ENGLISH = """
1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz 2wsx 3edc 4rfv 5tgb a1b2c3 a1b2c3d4 a1s2d3f4 aaa abc abc123 abcd abcdef
abdallah abdullah access admin administrator ahmad ahmed aisha alex alexander alexandra alhamdulillah ali
allah allahuakbar amanda amazon america and andrea andrew android angel angels anna anthony anybody
anything apollo apple apples april arabia are arsenal asd asdf asdfgh ashley asshole august automation
autumn azerty baby babyboy babygirl bahrain banana bandar barcelona baseball basketball batman bayern bear
beatles beautiful bella berlin bismillah bitch black blessed blessing blue boston brandon brazil brian
brother bullshit bunny business butter butterfly cairo california camaro canada candy captain cde3
champion champions changeme charles charlie cheetah chelsea cherry chevrolet chicago chocolate christ ciao
coffee company computer computer1 contrasena cookie cookies corvette cougar cowboys creation creative
cricket crystal cupcake cutie daddy daisy dallas dammam daniel darling database david december default
demo diamond dog doggie dollar dollars dolphin dragon dream dreamer dreams dubai eagle earth edc egypt
eight elizabeth emily eminem emma employee engineer engineering england eric everybody everything example
facebook factory fahad fahd faisal faith falcon family father fatima fatimah february ferrari fire first
fisher fishing five florida flower flowers football for forever fortnite four france freedom friday friend
friends friendship frodo fuck fuckoff fuckyou galaxy gamer gandalf garden general george germany getout
ghost ginger github gmail goaway god godislove goku gold golden golf golfer goodbye google grace green
guest guitar hallo hamad handsome hannah happiness happy hardcore harley harry harrypotter hassan hawk
heart hearts heaven hello hiphop hobbit hockey hogwarts hola honda honey hope horny horse hotmail hottie
hummer hundred hunter hunting hussain hussein iam ibrahim ihate iloveyou india industrial industry
infinity inshallah instagram internet iphone iran iraq ironman islam isnot istanbul italy jack jaguar
james january jasmine jeddah jennifer jessica jesus jesuschrist john jordan joseph joshua july june
jupiter justin juventus kevin khaled khalid killer king kings kitten kitty knight kuwait lakers layla
lebanon legend legends lemon letme letmein liberty lightning lily linkedin lion lisbon liverpool login
logon london love lovely loveme lover loveyou lucky lucy machine machinery madinah madrid maggie magic
magical mahmoud maintenance makkah mama manager manchester march maria mariam marie mario mark martin
maryam mashallah master matrix matthew max mecca medina mercedes mercury merlin messi metallica mexico
michael michelle microsoft midnight milan million mine minecraft mohamad mohamed mohammad mohammed molly
mommy monday money monkey monster monsters moonlight morning moscow motdepasse mother muhammad music
muslim mustafa mustang mylove mypass mypassword mysecret myself naruto nasser natasha naughty network
newyork neymar nicole night nine ninja nirvana nissan nobody nokia noor not nothing nour november number
numbers october office oliver olivia oman omar one opensesame openup operations operator oracle orange
outlook p2p p2psandbox pakistan panda panther papa paris parola passcode passphrase passw0rd password
passwort patrick paul peace peach peanut peer penis pepper peter phoenix piano pikachu pink pirate planet
platform player please pokemon pony porn porsche pretty prince princess private production public puppy
purple pussy q1w2e3 q1w2e3r4 q1w2e3r4t5 qatar qaz qazwsx quality queen queens quran qwe qwerty qwertz
rabbit racing rainbow ramadan rangers realmadrid rfv richard riyadh robert roblox rock rocknroll rockstar
roma rome ronaldo root rose roses rugby runner safety saleh salman salut samantha sample samsung sandbox
sara sarah saturday saturn saud saudi saudiarabia scorpion second secret secreto secure security senha
september sergeant server sesame seven sexy shadow shark shit signin silver sister six slipknot smile
smiley snake soccer soldier somebody something sonic sophia spain spider spiderman spring starlight
startrek starwars stephanie steven storm subhanallah sugar sultan summer sunday sunshine superman
superuser suzuki sweet sweetie sweety swimming syria system taylor technician temp temporary ten tennis
test tester testing texas tgb thanks that the this thisis thomas thousand three thunder thursday tiger
today tomorrow toyota trustno tuesday turkey turki turtle twitter two tyler ujm unbelievable unicorn
united universe unknown unlock user username vanessa venus victoria wachtwoord warrior water wednesday
weekend welcome whatever whatis white william windows winner winter with wizard wolf wolves worker world
wsx xsw2 xyz yahoo yamaha yankees yellow yes yesterday yhn you yousef youssef youtube zaq1 zaq12wsx
zaq1xsw2 zelda zero zeus zxc zxcv zxcvbn
"""

_ARABIC = """
أبي أحبك أحمد أمي أهلا إبراهيم ابراهيم ابي اثنان احبك احبكم احمد اختي اخي اربعة الاتحاد الاردن الاهلي
البحرين الحمد الحمدلله الدمام الرحمن الرحيم الرياض السر السعودية السلام الشركة العراق القاهرة الكويت الله
المدينة المرور المصنع النصر النظام الهلال امي انترنت انشاءالله اهلا بابا بحبك بسم بسمالله بندر تركي تسجيل
تسعة ثلاثة ثمانية جدة جوال حبيبتي حبيبي حسن حسين حمد حياتي خالد خمسة دبي دخول روحي سارة سبحان سبحانالله
سبعة ستة سعود سعودي سلام سلطان سلمان سوريا شركة صالح عائشة عبدالله عشرة علي عليكم عمان عمر عمري عمل غالي
غالية فاطمة فهد فيسبوك فيصل قطر قلبي كلمة كلمةالسر كلمةالمرور كمبيوتر لبنان لله ليلى ماشاءالله ماما محمد
محمود مدير مرحبا مرحبًا مريم مستخدم مصر مصطفى مصنع مكة ناصر نور نورة هاتف واحد وسهلا يوسف
"""

_PHRASES = """
acmilan adminadmin administrator1 administrator2 adminuser agent007 alice amazing area51 arsenalfc awesome
blackberry blackcat blink182 blueberry bluesky bond007 brilliant callofduty changemenow changepassword
changethis chelseafc cinnamon college constantinople correcthorsebatterystaple counterstrike
defaultpassword demouser enterpassword entersesame excellent fantastic fcbarcelona forgotpassword
godisgood godislove goldfish greentea guestguest hakunamatata iamthebest ilikeyou iloveallah iloveislam
ilovejesus ilovemyfamily ilovemymom ilovemyself iloveyoubaby iloveyouforever iloveyouso imissyou imthebest
inshaallah international jamesbond jamesbond007 jesusislord jesuslovesyou kingofkings leagueoflegends
letmeinnow letmeinplease liverpoolfc loveyoubaby loveyouforever manchesterunited manutd masterkey
mastermind masterpassword maytheforcebewithyou mississippi motorola ncc1701 newpassword nintendo
nopassword notpassword oldpassword passwordispassword perfect pineapple playstation playstation2 raindrop
realmadrid1 redrose resetpassword rootroot rush2112 school silverfox snowball snowflake snowman strawberry
student sunflower superadmin supervisor sysadmin teacher testtest testuser thebest thebestever theforce
thepassword thx1138 tobeornottobe trustno1 university useradmin watermelon whitehouse whoami whoareyou
winteriscoming wonderful wonderland worldofwarcraft xboxlive youarethebest
"""

_FORWARDS = (
    "0123456789012345678901234567890",
    "9876543210987654321098765432109",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "`1234567890-=",
    "~!@#$%^&*()_+",
    "qwertzuiopü",
    "azertyuiop",
    "yxcvbnm,.-",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "zaq12wsxcde34rfvbgt56yhnmju78ik,",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1s2d3f4g5h6j7k8l9",
    "1a2s3d4f5g6h7j8k9l",
    "1z2x3c4v5b6n7m",
    "z1x2c3v4b5n6m7",
    "a1b2c3d4e5f6g7h8i9j0",
    "1a2b3c4d5e6f7g8h9i0j",
    "aabbccddeeffgghhiijj",
    "112233445566778899001122334455",
    "qwaszxerdfcvtyghbnuijk",
    "147258369",
    "741852963",
    "963852741",
    "159357",
    "753951",
    "789456123",
    "321654987",
    "13579",
    "24680",
    "2468024680",
    "1357913579",
    "02468",
    "08642",
    "192837465",
    "1029384756",
    "5647382910",
    "ضصثقفغعهخحجد",
    "شسيبلاتنمكط",
    "ئءؤرلاىةوزظ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩",
    "ابجدهوز",
    "أبجدهوز",
)
"""Alphabets, digits and keyboards, as fingers run along them."""

RUNS = "\n".join((*_FORWARDS, *(row[::-1] for row in _FORWARDS)))
WORDS = frozenset(f"{_ENGLISH} {_ARABIC} {_PHRASES}".casefold().split())
LONGEST_WORD = max(map(len, WORDS))
