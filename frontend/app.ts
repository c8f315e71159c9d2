// What a page needs a browser for. Everything here makes a page quicker; nothing here makes it work.
import htmx from "htmx.org";
import { watchCalls } from "./calls";
import { watchCopying } from "./copying";
import { watchDialogs } from "./dialogs";
import { watchKeys } from "./keys";
import { watchLive } from "./live";
import { watchPush } from "./push";
import { watchRequests } from "./requests";
import { watchSteps } from "./steps";
import { watchSwitcher } from "./switcher";
import { watchTheme } from "./theme";
import { watchTicking } from "./ticking";
import { watchToasts } from "./toasts";
import { watchWhen } from "./when";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}
window.htmx = htmx;

watchRequests();
watchDialogs();
watchCalls();
watchCopying();
watchToasts();
watchWhen();
watchLive();
watchSteps();
watchPush();
watchKeys();
watchTicking();
watchTheme();
watchSwitcher();
document.documentElement.dataset["ready"] = "yes";
