"""The scripts of our own inside a page. Only their hashes may run."""

FULL_SCREEN = """
document.querySelectorAll('.lezen-scherm').forEach((button) => {
  button.hidden = !document.fullscreenEnabled;
  button.onclick = () => document.fullscreenElement
    ? document.exitFullscreen() : document.documentElement.requestFullscreen();
});
document.onfullscreenchange = () => document.querySelectorAll('.lezen-scherm').forEach((button) => {
  button.textContent = document.fullscreenElement ? 'Sluit volledig scherm' : 'Volledig scherm';
});
"""
"""The reading view fills the screen."""

KEEP = """
document.querySelectorAll('.bewaar').forEach((mark) => {
  const safe = location.protocol === 'https:' ? ';Secure' : '';
  document.cookie = mark.dataset.naam + '=' + mark.dataset.waarde + ';path=/;SameSite=Strict' + safe;
});
"""
"""A name and a value are kept until the browser closes: who was chosen, which file was not yet handed in."""

INTO_POPOVER = """
document.onkeydown = (event) => {
  const button = document.activeElement;
  if (event.key !== 'Tab' || event.shiftKey || button?.dataset.testid !== 'stPopoverButton') return;
  const field = button.getAttribute('aria-expanded') === 'true'
    && document.querySelector('[data-testid=stPopoverBody] :is(input, textarea, [role=combobox])');
  if (field) { event.preventDefault(); field.focus(); }
};
"""
"""One Tab leads from the button of a popover to its first field: Streamlit puts it at the end of the page."""

STAY = """
if (!location.search)
  history.replaceState(history.state, '', location.pathname + '?scherm=overzicht' + location.hash);
"""
"""Overzicht has an address of its own, also after a click in the menu: the bare one leads to Mijn taken."""

TO_TOP = """
document.querySelector('.stMain').scrollTo(0, 0);
"""
"""What was just done is said at the top, and the browser stays where the button was."""

FOLLOW_THEME = """
{
  const app = document.querySelector('.stApp');
  let shown = getComputedStyle(app).colorScheme;
  window.followTheme?.disconnect();
  window.followTheme = new MutationObserver(() => {
    const now = getComputedStyle(app).colorScheme;
    if (now === shown) return;
    shown = now;
    document.querySelector('.st-key-kleuren button')?.click();
  });
  window.followTheme.observe(app, { attributes: true, attributeFilter: ['class'] });
}
"""
"""Light or dark, also by the clock of the device: the page runs again, so that its pictures follow."""

SCRIPTS = (FULL_SCREEN, KEEP, INTO_POPOVER, STAY, TO_TOP, FOLLOW_THEME)
