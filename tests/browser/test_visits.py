import pytest


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        pytest.param("document.body.setAttribute('style', 'color: red')", "policy: style-src-attr", id="inline style"),
        pytest.param(
            "fetch('https://elsewhere.example/')", "policy: connect-src https://elsewhere", id="asking elsewhere"
        ),
        pytest.param(
            "location = 'https://elsewhere.example/'", "another host: https://elsewhere", id="going elsewhere"
        ),
        pytest.param("setTimeout(() => { throw new Error('broken'); })", "script: broken", id="fault of a script"),
        pytest.param("fetch('/static/gone.js')", "404: ", id="a part that is missing"),
    ],
)
def test_complaints_are_heard(visitor, script, complaint):
    """What the policy refuses, other hosts, faults of scripts and missing parts of a page are all noted."""
    visit = visitor()
    page = visit.open("/")
    page.evaluate(f"() => {{ {script}; }}")
    for _ in range(50):
        page.wait_for_timeout(100)
        if any(complaint in each for each in visit.complaints):
            break
    heard, visit.complaints[:] = list(visit.complaints), []

    assert any(complaint in each for each in heard), heard
