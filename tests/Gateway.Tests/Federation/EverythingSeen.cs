using Gateway.Federation;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;

namespace Gateway.Tests.Federation;

/// <summary>Sees all as it is: for tests of what is asked and found, not of who may see it.</summary>
internal sealed class EverythingSeen : IView
{
    public Task KnowAsync(Gathering gathering, CancellationToken cancellation) => Task.CompletedTask;

    public Element? See(RecordResource resource) => resource.Resource;
}
