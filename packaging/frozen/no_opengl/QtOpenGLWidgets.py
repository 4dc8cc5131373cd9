"""In the place of Qt's module of this name; see ``QtOpenGL``."""


class QOpenGLWidget:
    """pyqtgraph asks whether a widget is one of these. Sotto's never are."""
