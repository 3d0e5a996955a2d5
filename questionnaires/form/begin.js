"use strict";
// The page is packed: a long questionnaire and its script would be twice as large as their page may be.
const unpacked = id => {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), letter => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
};
const begin = async () => {
  const script = document.createElement("script");
  script.textContent = await unpacked("code");
  document.head.append(script);
  start(JSON.parse(await unpacked("data")));
};
if (typeof DecompressionStream === "undefined" || !Object.hasOwn) document.getElementById("old").hidden = false;
else begin();
