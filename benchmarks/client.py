"""A session without a browser: Streamlit's own messages over its websocket, and the stage's by its line."""

import re
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ADAM = "slider:racers.4.hypers.lr"  # the key of the slider that the load moves
OFFSET = "offset"  # of the number input of the smallest app
PATIENCE = 60  # seconds
MOST_BYTES = 2**26
LINE = re.compile(rb'"line":"(line/[\w-]+)"')  # where the stage's first message says its line is
FRAGMENT_FINISHED = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY


class Session:
    """One visitor, who opens a link and then only ever changes one number."""

    def __init__(self, port: int, key: str, link: str = "") -> None:
        self._at = f"ws://127.0.0.1:{port}"
        self._open = AsyncExitStack()
        self._line: websockets.ClientConnection | None = None  # the smallest app has none
        self.link = link
        self.key = key  # of the slider or number input that is changed
        self.options: list[str] = []  # what a slider offers
        self.widget = ""  # its id, once the page has shown it
        self.fragment = ""  # the part of the script that runs again for it; none: all of it
        self.page = ""

    async def __aenter__(self) -> Self:
        self.connection = await self._connect("_stcore/stream", [websockets.Subprotocol("streamlit")])
        await self._rerun(BackMsg())
        if not self.widget:
            raise LookupError(f"no slider or number input with the key {self.key}")
        return self

    async def _connect(
        self, address: str, protocols: list[websockets.Subprotocol] | None = None
    ) -> websockets.ClientConnection:
        return await self._open.enter_async_context(
            websockets.connect(
                f"{self._at}/{address}",
                subprotocols=protocols,
                open_timeout=PATIENCE,
                max_size=MOST_BYTES,
                compression=None,
            )
        )

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.__aexit__(kind, error, trace)

    async def change(self, turn: int) -> int:
        """Set another number and wait until the script has run to its end, and the stage's message has come;
        the bytes that came back."""
        message = BackMsg()
        message.rerun_script.fragment_id = self.fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.widget
        if self.options:
            state.string_array_value.data.append(self.options[turn % len(self.options)])
        else:
            state.double_value = turn
        received = await self._rerun(message)
        return received + (len(await self._line.recv()) if self._line else 0)

    async def _rerun(self, message: BackMsg) -> int:
        message.rerun_script.query_string = self.link
        message.rerun_script.page_script_hash = self.page
        await self.connection.send(message.SerializeToString())
        received = 0
        while True:
            data = await self.connection.recv()
            assert isinstance(data, bytes)
            received += len(data)
            answer = ForwardMsg.FromString(data)
            match answer.WhichOneof("type"):
                case "new_session":
                    self.page = answer.new_session.page_script_hash
                case "navigation":
                    self.page = answer.navigation.page_script_hash
                case "delta":
                    self._look_for_widget(answer)
                    if not self._line and (found := LINE.search(data)):
                        self._line = await self._connect(found[1].decode())
                        await self._line.recv()
                        await self._line.send("here")
                case "script_finished":
                    status = answer.script_finished
                    if status in (ForwardMsg.FINISHED_SUCCESSFULLY, FRAGMENT_FINISHED):
                        return received
                    if status != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        raise RuntimeError(
                            f"the script ended with {ForwardMsg.ScriptFinishedStatus.Name(status)}"
                        )

    def _look_for_widget(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in ("number_input", "slider") and getattr(element, kind).id.endswith(f"-{self.key}"):
            self.widget = getattr(element, kind).id
            self.fragment = message.delta.fragment_id
            self.options = list(element.slider.options)
