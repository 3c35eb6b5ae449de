"""Compare and talk: boards and years side by side, questions, answers, agreements (D7, VER-14)."""
