addEventListener("hashchange", show);
show();
function show() {
  for (const mark of document.querySelectorAll("mark.on")) mark.classList.remove("on");
  const found = /^#p-(\d+)$/.exec(location.hash);
  if (!found) return;
  for (const mark of document.querySelectorAll('mark[data-p~="' + found[1] + '"]')) mark.classList.add("on");
}
