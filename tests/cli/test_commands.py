"""Commands are loaded when they are asked for, and the list of them is as if all were."""

from __future__ import annotations

import subprocess
import sys

from calculator.cli.commands import Commands, summary_of


def test_the_list_says_of_each_command_what_it_says_of_itself():
    for name, command in Commands().items():
        assert command.name == name
        assert summary_of(name, 1000) == command.get_short_help_str(1000)


def test_the_list_of_commands_loads_none_of_them():
    code = "import sys\nfrom calculator.cli.main import main\nmain(['--help'], standalone_mode=False)\nprint([name for name in sys.modules if name in ('calculator.cli.check', 'calculator.cli.audit', 'rich', 'numpy')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.endswith("[]\n")
