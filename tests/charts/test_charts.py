import subprocess
import sys


def test_chart_data_and_svg_do_without_plotly():
    modules = "budget.charts, budget.charts.svg.bars, budget.charts.svg.pace"
    code = f"import sys, {modules}; assert 'plotly' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
