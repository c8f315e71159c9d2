"""The faults of bench/faults with small numbers. At full length: `python3 dev.py faults`."""

import pytest

from bench.faults import beats, boards, broker, database, guessing, phones, stepped, web, workers

pytestmark = pytest.mark.processes


def assert_passed(*outcomes):
    assert [f"{one.injection}: {one.seen}" for one in outcomes if not one.passed] == []


def test_1_a_worker_killed_at_random_loses_no_card_and_no_mail(house):
    assert_passed(workers.kill_the_worker(house, people=60, kills=3))


def test_2_a_killed_pool_process_loses_no_card_and_no_mail(house):
    assert_passed(workers.kill_a_pool_child(house, people=60, kills=2))


def test_3_a_queue_that_is_wiped_loses_nothing_and_repeats_nothing(house):
    assert_passed(broker.lose_the_queue(house, people=60))


def test_3_people_go_on_logging_without_the_queue_and_the_week_closes_after_its_return(house):
    assert_passed(broker.be_without_the_queue(house, people=20, seconds=3))


@pytest.mark.parametrize("how", database.HOW)
def test_4_what_was_answered_survives_a_restart_of_the_database(house, how):
    assert_passed(database.restart_the_database(house, how=how, people=40, before=20))


def test_6_two_beats_close_a_week_once(house):
    assert_passed(beats.beat_twice(house, people=20))


def test_6_weeks_that_became_due_without_a_beat_are_closed_under_their_own_names(house):
    assert_passed(beats.miss_the_beat(house, people=20, seconds=0.5))


def test_7_a_task_that_outlasts_the_visibility_timeout_has_no_second_effect(house):
    assert_passed(workers.outlast_the_visibility(house, people=20, timeout=1))


def test_8_the_same_closing_eight_times_at_once_makes_one_card_and_one_mail_each(house):
    assert_passed(workers.start_at_once(house, people=20))


def test_11_a_phone_with_a_wrong_clock_is_put_right_and_a_stepped_server_closes_once(house):
    assert_passed(*stepped.wrong_clocks(house))


def test_13_what_waited_is_sent_twice_at_once_on_a_bad_line_and_is_there_once(house):
    assert_passed(phones.replay(house, entries=100))


def test_15_logging_goes_on_beside_the_leaders_board_and_the_closing_of_a_week(house):
    assert_passed(boards.read_while_logging(house, reps=8, people=20, pause=0.5, seconds=3))


def test_23_guesses_and_floods_are_limited_and_others_do_not_notice(house):
    assert_passed(*guessing.guess_and_flood(house, guesses=60, resets=20, seconds=3, a_minute=60))


def test_27_a_rolling_restart_fails_no_request_and_no_task(house):
    assert_passed(*web.restart_in_turn(house, people=40, before=20, rounds=1))
