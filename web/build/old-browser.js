// In the words of 2010, so that an old browser can say that it is too old.
(function () {
  var lacking = [];
  if (typeof WebAssembly !== "object") lacking.push("WebAssembly");
  if (typeof DecompressionStream !== "function") lacking.push("DecompressionStream");
  if (typeof HTMLDialogElement !== "function") lacking.push("dialog");
  if (typeof indexedDB !== "object" && typeof indexedDB !== "function") lacking.push("IndexedDB");
  if (typeof Array.prototype.at !== "function") lacking.push("Array.at");
  if (typeof structuredClone !== "function" && !/Chrom/.test(navigator.userAgent)) lacking.push("structuredClone");
  if (!lacking.length) return;
  window.tooOld = true;
  var app = document.getElementById("app");
  app.setAttribute("class", "too-old");
  function line(tag, text) { var e = document.createElement(tag); e.appendChild(document.createTextNode(text)); app.appendChild(e); }
  line("h1", "这个浏览器版本较旧，打不开本页");
  line("p", "请用以下任一种较新的浏览器打开本文件：Chrome、Edge、360 极速、UOS 或麒麟自带浏览器（内核 97 以上），Firefox 113 以上，Safari 16.4 以上。文件没有损坏，也没有上传任何内容。");
  line("h1", "This browser is too old for this page");
  line("p", "Open the file with Chrome, Edge or another browser on Chromium 97 or later, Firefox 113 or later, or Safari 16.4 or later. Nothing was sent anywhere.");
  line("p", "缺少 / lacking: " + lacking.join(", "));
})();
