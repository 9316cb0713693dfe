"""Tests of the gate between the data and a paper."""
