import pytest, time
from tests.visibility import portfolio as p
@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, amed):
    t=time.time()
    with p.kept(django_db_blocker, amed) as x:
        print("BUILD", time.time()-t)
        yield x
def test_a(made, db):
    for k, rows in made.records.items(): print(k, len(rows), [getattr(r,'published',None) for r in rows])
