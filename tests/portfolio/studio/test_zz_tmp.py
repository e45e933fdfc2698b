import sys


def test_profile(studio):
    sys.path.insert(0, "/tmp/lead")
    import time
    from datetime import date

    from ikkan.portfolio.studio import solving
    from ikkan.portfolio.studio.rules import Edits

    for e in (Edits(), Edits(pins={studio.proposals[2]: 30 * 10**8})):
        t = time.process_time()
        s = solving.solved(studio.found, solving.Asked(edits=e), date(2026, 11, 22))
        print(
            round(time.process_time() - t, 3),
            s.engine.status,
            s.engine.path,
            s.engine.gap,
            {k: v / 1e8 for k, v in s.engine.x.items()},
            {k: v / 1e8 for k, v in s.human.x.items()},
            s.engine.value,
            s.human.value,
            s.interval,
            s.engine.total_price,
        )
    print(s.under, s.effects)
