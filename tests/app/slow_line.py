"""A line to a server on which everything takes its time, both ways; a process of its own."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


@contextmanager
def slow_line(server: str, delay: float) -> Iterator[str]:
    """The address of a line to this server that holds everything back for so many seconds each way."""
    command = [sys.executable, __file__, str(urlsplit(server).port), str(delay)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


async def listen(port: int, delay: float) -> None:
    """Answer on a free port, whose address is printed first."""

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, back, delay), carry(there, writer, delay))

    line = await asyncio.start_server(connect, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{line.sockets[0].getsockname()[1]}", flush=True)
    await line.serve_forever()


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Hand on what is read, each piece so many seconds later."""
    clock = asyncio.get_running_loop().time
    on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while piece := await arrived():
            writer.write(piece)
        writer.close()

    async def arrived() -> bytes:
        due, piece = await on_the_way.get()
        await asyncio.sleep(max(0, due - clock()))
        return piece

    delivery = asyncio.create_task(deliver())
    with suppress(ConnectionError):
        while piece := await reader.read(2**16):
            on_the_way.put_nowait((clock() + delay, piece))
    on_the_way.put_nowait((clock() + delay, b""))
    await delivery


if __name__ == "__main__":
    asyncio.run(listen(int(sys.argv[1]), float(sys.argv[2])))
