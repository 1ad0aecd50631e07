// The link of a page without a stage.
import { keepAddress } from "./stage/address.js";

export default ({ data, parentElement }) => keepAddress(data.query, parentElement);
