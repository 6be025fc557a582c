"""What every adapter must do, as suites that any test runner can run over any adapter.

A suite is a plain class whose methods are called ``test_...`` and whose attributes are the ports under
test. To run one over an adapter, subclass it and set the attributes before each method.
"""
