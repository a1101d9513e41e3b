"""Stock ipywidgets, made safe for lessons."""

import anywidget

from .join import join


class Guard(anywidget.AnyWidget):
    """Invisible. Put one into each box of stock ipywidgets: `VBox([slider, button, Guard()])`.

    Without it a key pressed on a slider or button acts on the notebook: `x` deletes the exercise (JupyterLab 4.6 and
    Notebook 7.6). It also gives screen readers the names and states that ipywidgets 8.1 leaves out.
    """

    _esm = join("guard.js")
