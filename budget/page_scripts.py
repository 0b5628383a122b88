"""Our own scripts inside a page. Only their hashes may run."""

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
"""Show the reading view in full screen."""

KEEP = """
document.querySelectorAll('.bewaar').forEach((mark) => {
  const safe = location.protocol === 'https:' ? ';Secure' : '';
  document.cookie = mark.dataset.naam + '=' + mark.dataset.waarde + ';path=/;SameSite=Strict' + safe;
});
"""
"""Keep a name and a value until the browser closes: the chosen person, the file not yet submitted."""

INTO_POPOVER = """
document.onkeydown = (event) => {
  const button = document.activeElement;
  if (event.key !== 'Tab' || event.shiftKey || button?.dataset.testid !== 'stPopoverButton') return;
  const field = button.getAttribute('aria-expanded') === 'true'
    && document.querySelector('[data-testid=stPopoverBody] :is(input, textarea, [role=combobox])');
  if (field) { event.preventDefault(); field.focus(); }
};
"""
"""Tab goes from a popover's button to its first field: Streamlit puts it at the end of the page."""

STAY = """
if (!location.search)
  history.replaceState(history.state, '', location.pathname + '?scherm=overzicht' + location.hash);
"""
"""Give Overzicht its own address, also after a click in the menu: the bare one leads to Mijn taken."""

TO_TOP = """
document.querySelector('.stMain').scrollTo(0, 0);
"""
"""Scroll to the top, where the result of an action is shown: the browser stays at the button."""

INTO_VIEW = """
document.querySelector('.in-beeld')?.scrollIntoView({ block: 'center' });
"""
"""Scroll to the result of an action where it stands: the form above it may have become shorter."""

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
"""When the device switches between light and dark, rerun the page so that its pictures follow."""

SCRIPTS = (FULL_SCREEN, KEEP, INTO_POPOVER, STAY, TO_TOP, INTO_VIEW, FOLLOW_THEME)
