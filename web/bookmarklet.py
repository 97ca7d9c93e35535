"""A bookmark that sends the selection of a page to the checker.

It opens the checker, waits until that says that it is ready, and hands the text over by
`postMessage`: the text is in no address. The page of the checker says
`{tsutawaru: "ready"}` to its opener, and takes `{tsutawaru: "draft", text, html}` from it if
the opener's origin is in `data-senders` of the page, or is its own.
"""

from __future__ import annotations

import json
from urllib.parse import quote

_CODE = """(function(){
var o=%s,s=getSelection(),t=String(s),d=document.createElement('div'),a=document.activeElement;
for(var i=0;i<s.rangeCount;i++)d.appendChild(s.getRangeAt(i).cloneContents());
if(!t&&a&&typeof a.value==='string')t=a.value.slice(a.selectionStart||0,a.selectionEnd||0)||a.value;
if(!t){alert('\\u70b9\\u691c\\u3059\\u308b\\u6587\\u7ae0\\u3092\\u9078\\u3093\\u3067\\u304f\\u3060\\u3055\\u3044\\u3002');return}
var w=open(o+'/','_blank');
addEventListener('message',function f(e){
if(e.origin!==o||e.source!==w||!e.data||e.data.tsutawaru!=='ready')return;
removeEventListener('message',f);
w.postMessage({tsutawaru:'draft',text:t,html:d.innerHTML},o)})
})()"""


def code(origin: str) -> str:
    """The address of the bookmark.

    Args:
        origin: Where the checker is, such as `http://check.example:8000`.
    """
    script = _CODE.replace("\n", "") % json.dumps(origin)
    return "javascript:" + quote(script, safe="(){}[];:,.!'=+<>&|*/?$-_~@")
