"""A face and a voice for each person: files that Chromium takes for the camera and the microphone.

A face is one colour all over, with a bar that moves along its upper edge, so that a frozen picture can be told from a live one.
A voice is one tone, cut into syllables: the noise suppression of a real page takes an unbroken tone for noise and removes it.
"""

import array
import math
import wave
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT, RATE = 320, 180, 12
SAMPLES = 48_000


@dataclass(frozen=True)
class Likeness:
    """How a person looks and sounds: a colour (red, green, blue) and a tone in hertz."""
    name: str
    colour: tuple[int, int, int]
    tone: int


# The tones are no multiples of one another: distortion must not turn one into the next.
OFFICER = Likeness("officer", (40, 70, 200), 430)
PETITIONER = Likeness("petitioner", (200, 50, 50), 610)
COUNTERPARTY = Likeness("counterparty", (40, 160, 70), 790)
LAWYER = Likeness("lawyer", (210, 170, 40), 1010)
EVERYBODY = [OFFICER, PETITIONER, COUNTERPARTY, LAWYER]


def luma_and_chroma(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    """BT.601, limited range: what Chromium takes Y4M for."""
    red, green, blue = (part / 255 for part in colour)
    y = 0.299 * red + 0.587 * green + 0.114 * blue
    return (round(16 + 219 * y), round(128 + 112 * (blue - y) / 0.886), round(128 + 112 * (red - y) / 0.701))


def face(likeness: Likeness, folder: Path) -> Path:
    path = folder / f"{likeness.name}.y4m"
    y, u, v = luma_and_chroma(likeness.colour)
    chroma = bytes([u]) * (WIDTH * HEIGHT // 4) + bytes([v]) * (WIDTH * HEIGHT // 4)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for frame in range(RATE * 2):
            row = bytearray([y]) * WIDTH
            start = frame * (WIDTH - 40) // (RATE * 2)
            row[start:start + 40] = bytes([235]) * 40
            file.write(b"FRAME\n" + bytes(row) * 16 + bytes([y]) * (WIDTH * (HEIGHT - 16)) + chroma)
    return path


def voice(likeness: Likeness, folder: Path) -> Path:
    path = folder / f"{likeness.name}.wav"
    samples = array.array("h")
    for index in range(SAMPLES * 3):
        # A syllable of 220 ms, 110 ms of rest, soft edges, no two quite alike.
        within = (index / SAMPLES) % 0.33
        loud = math.sin(math.pi * within / 0.22) ** 0.5 if within < 0.22 else 0.0
        loud *= 0.8 + 0.2 * math.sin(index / SAMPLES * 7.3)
        samples.append(int(14_000 * loud * math.sin(2 * math.pi * likeness.tone * index / SAMPLES)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLES)
        file.writeframes(samples.tobytes())
    return path
