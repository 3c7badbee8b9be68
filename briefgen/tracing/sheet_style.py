"""The look of the referencing sheet: a calm table, one accent colour, landscape on paper."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ink:#1c1e21;--quiet:#5a616b;--line:#d5d9de;--accent:#1f4e8c;--paper:#fff}
@media screen and (prefers-color-scheme:dark){
:root{--ink:#e6e8ea;--quiet:#a3abb5;--line:#3b4149;--accent:#8fb8ee;--paper:#17191c}
}
*{box-sizing:border-box}
body{margin:0 auto;max-width:96rem;padding:2rem clamp(1rem,3vw,3rem);background:var(--paper);color:var(--ink);
font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header{border-bottom:2px solid var(--accent);padding-bottom:1.25rem;margin-bottom:1.5rem}
.kind{display:flex;justify-content:space-between;gap:1rem;margin:0;color:var(--accent);font-weight:600}
h1{margin:.25rem 0 1rem;font-size:1.6rem;line-height:1.2}
dl{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin:0}
dt{color:var(--quiet);font-size:.85em}
dd{margin:0;overflow-wrap:anywhere}
.counts{display:flex;flex-wrap:wrap;gap:.25rem 2.5rem;list-style:none;margin:1.25rem 0 .75rem;padding:0;color:var(--quiet)}
.counts b{color:var(--ink);font-size:1.35rem;font-variant-numeric:tabular-nums;margin-right:.2rem}
.how{margin:0;max-width:75ch;color:var(--quiet)}
main{overflow-x:auto}
table{width:100%;min-width:62rem;border-collapse:collapse;table-layout:fixed}
caption{text-align:start;color:var(--quiet);padding-bottom:.5rem}
th,td{padding:.5rem .75rem .5rem 0;text-align:start;vertical-align:top;overflow-wrap:break-word}
thead th{border-bottom:1px solid var(--ink);font-size:.85em;color:var(--quiet)}
.number{width:3.2rem}.page{width:3.4rem}.facts{width:13%}.source{width:14%}.quote{width:21%}.verdict{width:8.5rem}.checked{width:7.5rem}
.number,.page{font-variant-numeric:tabular-nums}
tbody .number,tbody .page,tbody .facts,.locator{color:var(--quiet);font-weight:400}
tbody{border-bottom:1px solid var(--line);break-inside:avoid}
tbody.heading{border-top:1px solid var(--ink)}
tbody.heading .sentence{font-weight:600}
tbody.aside .sentence{color:var(--quiet)}
tbody tr+tr td{padding-top:0}
tbody .facts,tbody .source,q,tbody .verdict,.passage{font-size:.93em}
mark{background:none;color:inherit;text-decoration:underline 2px var(--accent);text-underline-offset:3px}
a{color:inherit;text-decoration-color:var(--line);text-underline-offset:2px}
a:hover{text-decoration-color:currentColor}
tbody .verdict{color:var(--quiet)}
tbody .doubt{color:var(--accent);font-weight:700}
.passage{display:block;color:var(--quiet);margin-top:.25rem}
.checked input[type=checkbox]{width:1.15rem;height:1.15rem;margin:0 .5rem 0 0;vertical-align:middle;accent-color:var(--accent)}
input[type=text]{font:inherit;color:inherit;background:none;border:0;border-bottom:1px solid var(--quiet);padding:0}
.checked input[type=text]{width:3.6rem;vertical-align:middle}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
footer{margin-top:2rem}
footer label{margin-right:3rem}
footer input{width:14rem}
@media print{
:root{--ink:#000;--quiet:#444;--line:#bbb;--accent:#1f4e8c;--paper:#fff}
body{max-width:none;padding:0;font-size:8.5pt}
main{overflow:visible}
table{min-width:0}
h1{font-size:15pt}
header{margin-bottom:3mm;padding-bottom:3mm}
dl,.counts{gap:1mm 9mm}
.counts{margin:3mm 0 2mm}
.counts b{font-size:12pt}
.marking{display:none}
th,td{padding:1.1mm 3mm 1.1mm 0}
.number{width:9mm}.page{width:11mm}.facts{width:13%}.source{width:15%}.quote{width:22%}.verdict{width:24mm}.checked{width:24mm}
tbody.heading{break-after:avoid}
.checked input[type=checkbox]{width:3.6mm;height:3.6mm;appearance:none;border:1px solid var(--ink);border-radius:2px}
.checked input[type=checkbox]:checked{background:var(--ink)}
}
@page{size:A4 landscape;margin:16mm 12mm;@bottom-left{content:"Page " counter(page) " of " counter(pages);font:8pt sans-serif}}
"""
