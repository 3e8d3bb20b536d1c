"""PyTorch: a plain loop over tensors that are there already."""

import itertools

from serve import repeat, serve, withdraw
from settings import settings

try:
    import torch
except ImportError as error:
    withdraw(error)

from blas import blas_versions
from training_data import training_data

torch.set_num_threads(settings.threads)
torch.manual_seed(42)
sizes = settings.layers
layers = []
for inputs, outputs in zip(sizes[:-1], sizes[1:]):
    layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
model = torch.nn.Sequential(*layers[:-1])


def training():
    features, labels = map(torch.from_numpy, training_data())
    batches = itertools.cycle(list(zip(features.split(settings.batch), labels.split(settings.batch))))
    loss_function = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

    def step():
        x, y = next(batches)
        optimizer.zero_grad()
        loss = loss_function(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return repeat(step)


def prediction():
    features = torch.from_numpy(training_data()[0])

    @torch.no_grad()
    def step():
        return [model(rows).softmax(1) for rows in features.split(1000)]

    return repeat(step)


serve(prediction() if settings.predict else training(), [f"PyTorch {torch.__version__}", *blas_versions()])
