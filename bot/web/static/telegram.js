// Tells Telegram, which shows the page, that it is there, and lends it Telegram's own button that leads back: its
// windows have none else. https://core.telegram.org/api/web-events
const telegram = "https://web.telegram.org";
const tell = (eventType, eventData = {}) => {
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(eventType, JSON.stringify(eventData));
  else if (window.parent != window) window.parent.postMessage(JSON.stringify({eventType, eventData}), telegram);
};
const hear = (eventType) => { if (eventType == "back_button_pressed") history.back(); };
window.Telegram = {WebView: {receiveEvent: hear}};
window.TelegramGameProxy = {receiveEvent: hear};
addEventListener("message", (event) => {
  if (event.source != window.parent || event.origin != telegram) return;
  try { hear(JSON.parse(event.data).eventType); } catch {}
});
// A page that the browser kept and shows again runs no script.
addEventListener("pageshow", () => {
  tell("web_app_ready");
  tell("web_app_expand");
  tell("web_app_setup_back_button", {is_visible: location.pathname != "/"});
});
