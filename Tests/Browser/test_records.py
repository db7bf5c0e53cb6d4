"""What arrives together, or in pieces, at the line to the room: the server reads ahead of the records of TLS, and may leave none lying."""

import json

import pytest

from line import CLOSE, PING, TEXT, Closed, host_line


@pytest.fixture(scope="module")
def bureau(bureau_for):
    return bureau_for("records")


@pytest.fixture
def host(bureau):
    return line_of_a_host(bureau)


def line_of_a_host(bureau):
    """To a session of its own."""
    desk = bureau.signed_in()
    return host_line(desk, desk.launch(desk.register())["id"])


def question(number: int) -> bytes:
    """A request whose refusal proves that it was read."""
    return json.dumps({"type": "admit", "id": f"q{number}", "seat": 7}).encode()


def answers(line, numbers) -> None:
    """Each is answered, in the order in which it was asked."""
    for number in numbers:
        answer = line.until(lambda message: "id" in message)
        assert (answer["id"], answer["code"]) == (f"q{number}", "no_such_seat")


def test_records_that_come_together_are_all_read(host):
    with host.together():
        for number in range(16):
            host.send_frame(TEXT, question(number))
    answers(host, range(16))


def test_what_is_no_message_leaves_nothing_lying_behind_it(host):
    """A ping, which the library answers by itself; half of a frame's head; part of a message: each alone in a record."""
    with host.together():
        host.send_frame(PING, b"still there?")
        host.send_frame(TEXT, question(1))
    answers(host, [1])
    frame = host.frame(TEXT, question(2))
    with host.together():
        host._write(frame[:1])
        host._write(frame[1:5])
        host._write(frame[5:])
        host.send_frame(TEXT, question(3)[:9], final=False)
        host.send_frame(PING, b"")
        host.send_frame(0, question(3)[9:])
        host.send_frame(TEXT, question(4))
    answers(host, [2, 3, 4])


def test_a_record_cut_anywhere_is_read_when_it_is_whole(bureau, host):
    """The rest of one record comes when another line has been answered, so that the server has seen the first part."""
    other = line_of_a_host(bureau)
    for number, cut in enumerate([1, 4, 5, 6, 20]):
        record = host.records(lambda: host.send_frame(TEXT, question(2 * number)))
        whole = host.records(lambda: host.send_frame(TEXT, question(2 * number + 1)))
        host.socket.sendall(record + whole[:cut])
        other.send_frame(TEXT, question(number))
        answers(other, [number])
        answers(host, [2 * number])
        host.socket.sendall(whole[cut:])
        answers(host, [2 * number + 1])


def test_a_message_of_many_records_with_others_around_it(host):
    filled = json.dumps({"type": "admit", "id": "q1", "seat": 7}).encode()
    filled += b" " * (60_000 - len(filled))
    with host.together():
        host.send_frame(TEXT, question(0))
        host.send_frame(TEXT, filled)
        host.send_frame(TEXT, question(2))
    answers(host, range(3))


def test_a_close_behind_a_message_ends_the_line_after_its_answer(host):
    with host.together():
        host.send_frame(TEXT, question(0))
        host.send_frame(CLOSE, b"\x03\xe8")
        host.send_frame(TEXT, question(1))
    answers(host, [0])
    with pytest.raises(Closed) as closed:
        host.until(lambda message: "id" in message)
    assert closed.value.code == 1000


def test_a_line_that_breaks_off_with_records_unread_harms_nobody(bureau, host):
    other = line_of_a_host(bureau)
    with other.together():
        for number in range(16):
            other.send_frame(TEXT, question(number))
    other.drop()
    host.send_frame(TEXT, question(0))
    answers(host, [0])
