from seen import Seen, body, differences


def seen(**fields):
    return Seen.of(200, fields)


def test_equal_answers_do_not_differ():
    assert differences(seen(a=[1, {"b": "x"}]), seen(a=[1, {"b": "x"}]), values=True) == []


def test_each_field_that_differs_is_named():
    found = differences(Seen.of(200, {"a": [1, 2], "b": 1}), Seen.of(400, {"a": [1, 3], "c": 1}), values=True)
    assert [line.split(":")[0] for line in found] == ["status", "a[1]", "b", "c"]


def test_values_of_predictions_are_not_compared_but_their_number_is():
    triton, other = seen(outputs=[{"data": [1, 2]}]), seen(outputs=[{"data": [3, 4]}], mlink_epoch=1)
    assert differences(triton, other, values=False) == []
    assert differences(triton, other, values=True) != []
    assert differences(triton, seen(outputs=[{"data": [3]}]), values=False) == ["outputs[0].data.length: '2' by Triton, '1'"]


def test_the_order_in_which_triton_names_inputs_does_not_count():
    one, other = ("expected 1, Got input(s) [%s], but" % names for names in ("'B','A'", "'A','B'"))
    assert differences(seen(error=one), seen(error=other), values=True) == []


def test_bodies():
    assert body(b'{"a":1}xy', 7) == {"json": {"a": 1}, "binary": "7879", "binary_length": 2}
    assert body(b"no", None)["json"] == "no"
