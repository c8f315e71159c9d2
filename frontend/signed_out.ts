// Somebody is signed out here: what was kept for them goes, what waits for them stays.
import { forget } from "./phone/store";

void forget().then(() => (document.documentElement.dataset["forgotten"] = "yes"));
