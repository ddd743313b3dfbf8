/** What the check-in screen shows only when somebody was chosen or a dialog is opened: a tenth of the page's own script. */
import { late } from "../components/late.tsx";
import { WaitingPane } from "./WaitingPane.tsx";

/** Keeps the space. */
const stripToCome = <div className="strip" />;

export const CarryDialog = late(() => import("../carry/CarryDialog.tsx").then((file) => file.CarryDialog));
export const CopyStrip = late(() => import("../carry/CopyStrip.tsx").then((file) => file.CopyStrip), stripToCome);
export const ChosenPane = late(() => import("./ChosenPane.tsx").then((file) => file.ChosenPane), <WaitingPane />);
export const RecordedScreen = late(
  () => import("./RecordedScreen.tsx").then((file) => file.RecordedScreen),
  <WaitingPane />,
);
export const CancelDialog = late(() => import("./CancelDialog.tsx").then((file) => file.CancelDialog));
export const CloseDialog = late(() => import("./CloseDialog.tsx").then((file) => file.CloseDialog));
export const EnvelopePane = late(
  () => import("../inspector/EnvelopePane.tsx").then((file) => file.EnvelopePane),
  <WaitingPane />,
);
export const InspectorActsDialog = late(() =>
  import("./InspectorActsDialog.tsx").then((file) => file.InspectorActsDialog),
);
export const InspectorDialog = late(() => import("./Dialogs.tsx").then((file) => file.InspectorDialog));
export const InspectorScreen = late(() =>
  import("../inspector/InspectorScreen.tsx").then((file) => file.InspectorScreen),
);
export const LineStrip = late(() => import("./LineStrip.tsx").then((file) => file.LineStrip), stripToCome);
export const PaperListDialog = late(() =>
  import("../paperlist/PaperListDialog.tsx").then((file) => file.PaperListDialog),
);
export const PaperEntryScreen = late(() =>
  import("../inspector/PaperEntryScreen.tsx").then((file) => file.PaperEntryScreen),
);
export const PlaceDialog = late(() => import("./PlaceDialog.tsx").then((file) => file.PlaceDialog));
export const Scanner = late(() => import("./Scanner.tsx").then((file) => file.Scanner));
export const ScanNote = late(() => import("./ScanCard.tsx").then((file) => file.ScanNote));
export const SplitBookDialog = late(() =>
  import("../inspector/SplitBookDialog.tsx").then((file) => file.SplitBookDialog),
);
export const TwiceDialog = late(() => import("./TwiceDialog.tsx").then((file) => file.TwiceDialog));
export const VoterSide = late(() => import("./VoterSide.tsx").then((file) => file.VoterSide));
export const WorkersDialog = late(() => import("./WorkersDialog.tsx").then((file) => file.WorkersDialog));
export const WrongVoterStrip = late(() => import("./WrongVoterStrip.tsx").then((file) => file.WrongVoterStrip));
