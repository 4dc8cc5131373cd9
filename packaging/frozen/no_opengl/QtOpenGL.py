"""In the place of Qt's module of this name, 9 MB: pyqtgraph imports it, and uses it only for pictures drawn by a graphics card."""
