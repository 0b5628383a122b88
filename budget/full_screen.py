"""The one script of our own inside a page: the reading view fills the screen. Only its hash may run."""

SCRIPT = """
document.querySelectorAll('.lezen-scherm').forEach((button) => {
  button.hidden = !document.fullscreenEnabled;
  button.onclick = () => document.fullscreenElement
    ? document.exitFullscreen() : document.documentElement.requestFullscreen();
});
document.onfullscreenchange = () => document.querySelectorAll('.lezen-scherm').forEach((button) => {
  button.textContent = document.fullscreenElement ? 'Sluit volledig scherm' : 'Volledig scherm';
});
"""
