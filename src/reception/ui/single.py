"""One window for one diary: a second start of the program finds the first, and asks it to come forward."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT = 500
"""Milliseconds to wait for the first window's answer."""


class Single(QObject):
    """`is_second` tells that a window is open already; `asked` that another start wants this one."""

    asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.is_second = _knock(name)
        self._server = QLocalServer(self)
        if not self.is_second:
            QLocalServer.removeServer(name)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._knocked)
            self._server.listen(name)

    def _knocked(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()


def _knock(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    there = socket.waitForConnected(WAIT)
    socket.disconnectFromServer()
    return there
