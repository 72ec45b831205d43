using System.Text;
using Gateway.Fhir.Elements;

namespace Gateway.Sources.Tests.Data;

/// <summary>A health request as custody pushes it, with a reference of the test's.</summary>
internal sealed class PushedContent(string reference)
{
    /// <summary>What the gateway makes of it.</summary>
    public Element Bundle
    {
        get
        {
            var options = new SourceOptions { Name = "custody", Kind = "custody", Number = 1, Organization = "42", Address = new Uri("http://custody.example") };
            using var set = SourceSet.Of([options], Catalogs.Own, TimeProvider.System);
            var text = File.ReadAllText(Path.Combine(TestFolders.Repository, "mappings/custody/cases/HealthRequest/smallest.input.json")).Replace("HCR-smallest", reference, StringComparison.Ordinal);
            var answer = set.Pushed.Read("custody", "health-requests", Encoding.UTF8.GetBytes(text), "application/json");
            answer.State.Should().Be(SourceState.Answered);
            return answer.Records.Single().Bundle;
        }
    }
}
