/** The colour of each status as a word, and as what stands behind it; contrast is WCAG AA on both. */
const light = `
--page:#f6f6f3;--card:#fff;--ink:#1b1d20;--quiet:#585e66;--line:#dddcd6;--code:#f1f0ec;--link:#0b57a4;
--pass:#1a6b3a;--pass-soft:#e6f3ea;--warn:#855400;--warn-soft:#fcf1da;--fail:#b3201a;--fail-soft:#fdebe9;
--blocked:#6b3fa0;--blocked-soft:#f1ebf9;--skip:#585e66;--skip-soft:#efeeea;--error:#0a5a84;--error-soft:#e4f1f8;`
const dark = `
--page:#131518;--card:#1b1e22;--ink:#e7e8ea;--quiet:#a3a9b1;--line:#33373d;--code:#262a2f;--link:#8ec2f7;
--pass:#72cf95;--pass-soft:#17291e;--warn:#efb94c;--warn-soft:#30270f;--fail:#ff958b;--fail-soft:#371b1a;
--blocked:#c7adf3;--blocked-soft:#281f37;--skip:#a3a9b1;--skip-soft:#25282d;--error:#80c7ee;--error-soft:#13293a;`

/** What is waived has the colour of a warning, broken up. */
const waived = `
.waived{--hue:var(--warn);--soft:var(--warn-soft)}
.cause.waived{border-left-style:dashed}
.node.waived rect{stroke-dasharray:4 3;stroke-width:1.5}
.bar .waived,.span.waived rect{opacity:.55}
.waiver{font-weight:600;margin:0 0 .35rem;max-width:58rem;overflow-wrap:anywhere}`

const statuses = ['pass', 'warn', 'fail', 'blocked', 'skip', 'error']
  .map((status) => `.${status}{--hue:var(--${status});--soft:var(--${status}-soft)}`)
  .join('')

const text = `
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
code,dd,td span,.area,.node text,.span text{unicode-bidi:isolate}
code,.facts dd,.checks td>span:not(.label){font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
h1,h2,h3,h4,p,ul,ol,dl{margin:0;padding:0}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 .75rem;letter-spacing:-.01em}
h4{font-size:.8125rem;font-weight:600;color:var(--quiet);margin:0 0 .5rem}
.wide{max-width:72rem;margin:0 auto;padding:0 1.5rem}
.quiet{color:var(--quiet)}
.unseen,.skip-link:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip-link:focus{position:absolute;left:1rem;top:1rem;padding:.5rem 1rem;background:var(--card)}
section{margin:2.5rem 0 0}
section>p{margin:-.35rem 0 1rem;max-width:54rem}`

const top = `
.head{background:var(--card);border-top:6px solid var(--hue);border-bottom:1px solid var(--line);padding:.85rem 0 1.1rem}
.brand{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2rem 2rem;color:var(--quiet);font-size:.875rem}
h1{display:flex;align-items:center;gap:.8rem;font-size:2.25rem;line-height:1.2;letter-spacing:-.02em;margin:.65rem 0 .3rem}
.seal{flex:none;display:grid;place-items:center;width:2.75rem;height:2.75rem;border-radius:50%;background:var(--hue);color:var(--card);font-size:1.5rem;letter-spacing:0}
.subject{font-weight:600;overflow-wrap:anywhere}
.gist{color:var(--quiet)}
.early{color:var(--error);font-weight:600}
.bar{display:block;width:100%;height:8px;border-radius:4px;margin:1rem 0 .6rem}
.bar rect{fill:var(--hue)}
.bar .skip{fill:var(--line)}
.tallies{display:flex;flex-wrap:wrap;gap:.1rem 1.35rem;font-size:.9375rem;color:var(--quiet)}
.tally b{color:var(--hue)}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.35rem;list-style:none}
main section:first-child{margin-top:1.6rem}
footer{color:var(--quiet);font-size:.875rem;margin-top:3rem!important;padding-bottom:2.5rem!important}`

const cause = `
.label{display:inline-block;padding:.05rem .5rem;border-radius:4px;background:var(--soft);color:var(--hue);font-size:.8125rem;font-weight:700;letter-spacing:.03em;white-space:nowrap}
.cause{background:var(--card);border:1px solid var(--line);border-left:6px solid var(--hue);border-radius:8px;padding:1.25rem 1.5rem;margin:0 0 1rem}
.kicker{display:flex;flex-wrap:wrap;align-items:center;gap:.2rem .7rem;color:var(--quiet)}
.cause .label{background:var(--hue);color:var(--card)}
h3{font-size:1.375rem;line-height:1.3;letter-spacing:-.01em;margin:.5rem 0 .35rem}
.why{max-width:58rem}
.columns{display:grid;grid-template:"do seen" auto "about seen" 1fr/minmax(0,3fr) minmax(0,2fr);gap:1.1rem 2.75rem;margin:1.1rem 0 0}
.do{grid-area:do}
.seen{grid-area:seen}
.about{grid-area:about}
.steps{padding-left:1.35rem}
.steps li{margin:0 0 .75rem}
.steps li::marker{color:var(--quiet)}
.steps li:only-child{list-style:none;margin-left:-1.35rem}
.command{display:flex;align-items:stretch;margin:.4rem 0 0;background:var(--code);border:1px solid var(--line);border-radius:6px}
.command code{flex:1;padding:.5rem .75rem;white-space:pre-wrap}
button{font:600 .8125rem/1.3 inherit;font-family:inherit;font-size:.8125rem;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:5px;padding:.3rem .75rem;min-height:1.9rem;cursor:pointer}
button:hover{border-color:var(--quiet)}
.command button{flex:none;border-width:0 0 0 1px;border-radius:0 5px 5px 0;min-width:5rem}
.by{font-size:.875rem;margin:0 0 .3rem}
.facts{margin:0 0 .9rem;font-size:.9375rem;line-height:1.4}
.facts div{display:grid;grid-template-columns:minmax(7rem,2fr) 3fr;gap:.75rem;padding:.12rem 0}
dt{color:var(--quiet)}
dd{margin:0}
.about{border-top:1px solid var(--line);padding-top:.85rem;font-size:.9375rem}
.about div{display:grid;grid-template-columns:8rem 1fr;gap:1rem;padding:.1rem 0}
.about dd{overflow-wrap:anywhere}
.unsure{list-style:none}
.unsure li{padding:.35rem 0}`

const drawn = `
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem}
svg{display:block}
.scroll svg{max-width:none;margin:0 auto}
svg text{fill:var(--ink);font-size:13px}
.lane{fill:var(--page)}
svg .area{fill:var(--quiet);font-weight:600}
.node rect{fill:var(--soft);stroke:var(--hue);stroke-width:1}
.node.fail rect,.node.error rect{stroke-width:2.5}
.node.skip rect{fill:var(--card);stroke:var(--line)}
.node.pass rect{stroke-opacity:.45}
svg .word{fill:var(--hue);font-size:11px;font-weight:600}
.edge{fill:none;stroke:var(--quiet);stroke-opacity:.65;stroke-width:1.2;marker-end:url(#tip)}
.edge.blocks{stroke:var(--fail);stroke-opacity:1;stroke-width:2.2;stroke-dasharray:6 3;marker-end:url(#tip-blocks)}
#tip path{fill:var(--quiet)}
#tip-blocks path{fill:var(--fail)}
.key{color:var(--fail);border-bottom:2px dashed}
.tick{stroke:var(--line)}
svg .scale{fill:var(--quiet);font-size:11px;text-anchor:middle}
.span rect{fill:var(--hue)}`

const tables = `
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);border-radius:8px;font-size:.875rem}
th,td{padding:.45rem .75rem;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--quiet);font-size:.8125rem;font-weight:600}
tbody th{font-weight:400}
tbody th span{display:block;color:var(--quiet)}
tr:target{background:var(--code)}
.checks th[scope=row]{width:24%}
.needs{width:16%}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.checks td>span{display:inline-block;margin-right:.85rem}
.checks i{font-style:normal;color:var(--quiet)}
.ignored{display:block;color:var(--warn)}
.filter:not([hidden]){display:flex;flex-wrap:wrap;align-items:center;gap:.6rem 1.1rem;margin:0 0 .85rem}
.filter div{display:flex;flex-wrap:wrap;gap:.4rem}
.filter button{color:var(--hue)}
.filter button[aria-pressed=true]{background:var(--hue);border-color:var(--hue);color:var(--card)}
.filter label{color:var(--quiet);font-size:.875rem}
input{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--quiet);border-radius:5px;padding:.25rem .6rem;margin-left:.35rem}
.filter p{color:var(--quiet);font-size:.875rem}`

// On paper there is light, and nothing to press. A blank stands before each @: between a colon
// and an @ the redactor would look for a password.
const elsewhere = `
@media (max-width:48rem){
.wide{padding:0 1rem}
h1{font-size:1.75rem}
.cause{padding:1rem}
.columns{grid-template:"do" "seen" "about"/minmax(0,1fr)}
.about div{grid-template-columns:1fr;gap:0;margin-bottom:.3rem}
.command{flex-direction:column}
.command button{border-width:1px 0 0;border-radius:0 0 5px 5px;min-height:2.4rem}
table,tbody,tr,th,td{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{border-top:1px solid var(--line);padding:.6rem .75rem}
tr[hidden]{display:none}
tr>*{border:0;padding:.1rem 0;text-align:left}
tr>:empty{display:none}
.checks tr>*,.checks th[scope=row]{width:auto}
.needs:before{content:"needs "}
}
@media print{
:root{${light}}
html{font-size:82%}
body{background:#fff}
th,td{padding:.2rem .4rem}
nav,.filter:not([hidden]),button,.skip-link{display:none}
.wide{max-width:none;padding:0}
.scroll{overflow:visible;border:0;padding:0}
.scroll svg{max-width:100%;height:auto}
.cause,tr,.scroll,li{break-inside:avoid}
h2,h3,h4,thead{break-after:avoid}
.about a[href]{color:inherit}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`

/** The style of the page: calm, light or dark as the reader's system is, and fit for paper. */
export const style = `
:root{${light}}
@media (prefers-color-scheme:dark){:root{${dark}} }
${statuses}${text}${top}${cause}${drawn}${tables}${waived}
${elsewhere}
`
