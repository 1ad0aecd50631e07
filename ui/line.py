"""The stage's own line: a websocket by which a message reaches the browser ahead of the page it belongs to.

Streamlit's browser side draws the page anew before it hands a component its message; what has come by this
line is painted before that (docs/adr/0013). Each session knows its line by a name that cannot be guessed.
"""

from asyncio import CancelledError, Event, create_task, get_running_loop
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect


class Line:
    """One open websocket, and the newest message that is to go by it: who is slow misses those before."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._loop = get_running_loop()
        self._there = Event()
        self._newest: bytes | None = None

    def put(self, message: bytes | None) -> None:
        """From any thread; None ends it."""
        self._newest = message
        self._loop.call_soon_threadsafe(self._there.set)

    async def works(self) -> bool:
        """Whether the browser answers what is sent to it: something between may let nothing through."""
        await self._socket.accept()
        await self._socket.send_bytes(b"")
        return await self._hears()

    async def run(self) -> None:
        """Until the browser closes it."""
        sending = create_task(self._send())
        while await self._hears():
            pass
        sending.cancel()
        with suppress(CancelledError, WebSocketDisconnect):
            await sending

    async def _hears(self) -> bool:
        """Something, which is not read; else the line is closed."""
        return (await self._socket.receive())["type"] != "websocket.disconnect"

    async def _send(self) -> None:
        while True:
            await self._there.wait()
            self._there.clear()
            if self._newest is None:
                return await self._socket.close()
            await self._socket.send_bytes(self._newest)


_lines: dict[str, Line] = {}


async def connected(socket: WebSocket) -> None:
    """A browser opens the line of this name; the last one that does has it."""
    name, line = socket.path_params["name"], Line(socket)
    if not await line.works():
        return
    hang_up(name)
    _lines[name] = line
    try:
        await line.run()
    finally:
        if _lines.get(name) is line:
            del _lines[name]


def is_open(name: str) -> bool:
    """Whether somebody listens there, as far as the server knows."""
    return name in _lines


def send(name: str, message: bytes) -> bool:
    """Whether it could be sent; that says nothing about its arrival."""
    line = _lines.get(name)
    if line is not None:
        line.put(message)
    return line is not None


def hang_up(name: str) -> None:
    """Nothing more goes by the line of this name until a browser opens it anew."""
    if line := _lines.pop(name, None):
        line.put(None)
