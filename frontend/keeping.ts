// Pages that show once what has to be kept: copied and printed with a button. Without this file it is read and typed.
import { watchCopying } from "./copying";
import { watchSteps } from "./steps";

watchCopying();
watchSteps();
