/** A text that would run, or put something into the page, if it were ever taken for HTML, script, address or Markdown gone wrong. */
export type Payload = {
  text: string;
  /** Runs by itself where a page takes it for HTML; others want a click, another context, or a careless renderer. */
  runsAlone: boolean;
};

// `xss(1)` is defined in every page of the test; `<xss-mark>` is an element that no page of ours has.
const alone = [
  "<script>xss(1)</script>",
  "<script >xss(1)</script\t>",
  "<img src=x onerror=xss(1)>",
  '<img src="x" onerror="xss(1)"//',
  "<IMG SRC=x OnErRoR=xss(1)>",
  "<svg onload=xss(1)>",
  "<svg/onload=xss(1)//",
  "<svg><script>xss(1)</script></svg>",
  "<svg><animate onbegin=xss(1) attributeName=x dur=1s>",
  "<details open ontoggle=xss(1)>",
  "<video><source onerror=xss(1)></video>",
  "<audio src=x onerror=xss(1)>",
  "<input autofocus onfocus=xss(1)>",
  "<iframe srcdoc='<script>parent.xss(1)</script>'></iframe>",
  "<iframe src='javascript:parent.xss(1)'></iframe>",
  "<style>@keyframes q{}</style><b style=animation-name:q onanimationstart=xss(1)>",
  "<math><mtext><img src=x onerror=xss(1)></mtext></math>",
  "<noscript><p title='</noscript><img src=x onerror=xss(1)>'>",
  "\"'><img src=x onerror=xss(1)>",
  "</textarea><script>xss(1)</script>",
  "</title><script>xss(1)</script>",
  "</script><script>xss(1)</script>",
  "--><script>xss(1)</script>",
  "]]><script>xss(1)</script>",
];

const careful = [
  "<scr<script>ipt>xss(1)</script>",
  "<xss-mark></xss-mark>",
  "\"><xss-mark a='",
  "<a href=javascript:xss(1)>x</a>",
  "[a](javascript:xss(1))",
  "[a](JaVaScRiPt:xss(1))",
  "[a](java\nscript:xss(1))",
  "[a](&#106;avascript:xss(1))",
  "[a](vbscript:xss(1))",
  "[a](data:text/html,<script>xss(1)</script>)",
  "[a](data:text/html;base64,PHNjcmlwdD54c3MoMSk8L3NjcmlwdD4=)",
  "[a]( javascript:xss(1))",
  "[a](//evil.invalid/x)",
  "![a](javascript:xss(1))",
  "![a](https://evil.invalid/pixel.png)",
  '![a](x" onerror="xss(1))',
  '[a](x "onmouseover=xss(1) b")',
  "[a]: javascript:xss(1)\n\n[a]",
  "<javascript:xss(1)>",
  "`<img src=x onerror=xss(1)>`",
  "```<script>\n<img src=x onerror=xss(1)>\n```",
  "| a |\n|---|\n| <img src=x onerror=xss(1)> |",
  "- [ ] <img src=x onerror=xss(1)>",
  "[^1]\n\n[^1]: <img src=x onerror=xss(1)>",
  "<meta http-equiv=refresh content='0;url=https://evil.invalid/'>",
  "<base href=https://evil.invalid/>",
  "<link rel=stylesheet href=https://evil.invalid/x.css>",
  "<form action=https://evil.invalid/><button>x</button></form>",
  "<object data=javascript:xss(1)></object>",
  "<embed src=https://evil.invalid/x.swf>",
  "&lt;img src=x onerror=xss(1)&gt;",
  "&#60;script&#62;xss(1)&#60;/script&#62;",
  "\\u003cscript\\u003exss(1)\\u003c/script\\u003e",
  "%3Cscript%3Exss(1)%3C/script%3E",
  "{{constructor.constructor('xss(1)')()}}",
  "$".concat("{xss(1)}"),
  "'-xss(1)-'",
  '";xss(1);//',
  "\u2028xss(1)\u2029",
  "<!--<script>xss(1)//-->",
  "<?xml version='1.0'?><a:script xmlns:a='http://www.w3.org/1999/xhtml'>xss(1)</a:script>",
  '=HYPERLINK("https://evil.invalid")',
  "__proto__",
];

/** Everything that is tried. */
export const corpus: readonly Payload[] = [
  ...alone.map((text) => ({ text, runsAlone: true })),
  ...careful.map((text) => ({ text, runsAlone: false })),
];

const few = new Set([
  "\"'><img src=x onerror=xss(1)>",
  "</script><script>xss(1)</script>",
  "[a](javascript:xss(1))",
  "<svg/onload=xss(1)//",
]);

/** What a short run tries: one of every kind that has ever run somewhere. */
export const shortCorpus: readonly Payload[] = corpus.filter(({ text }) => few.has(text));

/** A text that says in which field it stands, as HTML that no page of ours has: where it can be read, the field can be. */
export const markOf = (field: string): string => `<xss-mark>${field}</xss-mark>`;

/** A text as it stands on a page: white space is not told apart there. */
export const asShown = (text: string): string => text.replace(/\s+/g, " ").trim();

/** An e-mail address with the text before the @, where no blank may stand; `host` keeps two of them apart. */
export const asAddress = (text: string, host: string): string =>
  `${text.replace(/[\s@]+/g, "").toLowerCase()}@${host}`;

/** The name of a file, of which all before the last slash would be a path. */
export const asFileName = (text: string): string => text.replaceAll("/", "\u2215");
