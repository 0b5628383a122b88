import subprocess
import sys


def test_chart_data_and_svg_do_without_plotly():
    code = "import sys, budget.charts, budget.charts.svg; assert 'plotly' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
