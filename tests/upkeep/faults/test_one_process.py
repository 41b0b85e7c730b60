"""A process of a web node is killed, as Linux does when memory is short: the other answers, and another is made."""

import os
import signal

from tests.upkeep.faults.stage import children, wait


def test_a_web_node_goes_on_while_one_of_its_processes_is_made_anew(build):
    stage = build(workers=2)
    stage.start()
    (node,) = stage.nodes
    wait(lambda: len(node.workers()) == 2, what="both processes are there")
    killed, other = node.workers()
    os.kill(killed, signal.SIGKILL)
    # What it had taken up until then is lost with it, and nothing after.
    wait(lambda: killed not in children(node.process.pid), what="it has ended, with all its threads")
    assert [stage.ask("GET", "/readyz")[0] for _time in range(50)] == [200] * 50
    wait(lambda: len(node.workers()) == 2, what="another process takes its place")
    assert other in node.workers()
    assert killed not in node.workers()
