// On every page. What only some pages need is loaded where they need it.
import "./menus";
import "./forms";
import "./filters";
import "./editor";
import "./photos";
import "./share";

const maps = document.querySelectorAll<HTMLElement>(".map[data-map]");
if (maps.length > 0) {
  const seen = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
      seen.unobserve(target);
      void import("./map").then(({ draw }) => draw(target as HTMLElement));
    }
  }, { rootMargin: "200px" });
  maps.forEach((map) => seen.observe(map));
}

if (document.querySelector("[data-live]")) {
  void import("./live");
}

if (document.querySelector("form[data-basket]")) {
  void import("./basket");
}

if (document.querySelector("form[data-draft-url]")) {
  void import("./draft");
}

if (document.querySelector("[data-similar-url]")) {
  void import("./similar");
}

if (document.querySelector("form[data-ballot]:not([data-ballot='']), [data-receipt]")) {
  void import("./receipt");
}

if (document.querySelector("form[data-verify]")) {
  void import("./verify");
}

if (document.querySelector("form[data-commission-keys], form[data-commission-orders]")) {
  void import("./commission");
}

if (document.querySelector("form[data-passkey]")) {
  void import("./passkey");
}

if (document.querySelector("[data-own-ballot]")) {
  void import("./own-ballot");
}

if (document.querySelector("#discussion")) {
  void import("./reply");
}

if (document.querySelector("[data-case]")) {
  void import("./moderation");
}
