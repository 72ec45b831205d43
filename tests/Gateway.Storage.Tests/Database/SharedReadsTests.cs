using Gateway.Storage.Database;

namespace Gateway.Storage.Tests.Database;

/// <summary>Questions that wait at the same time are asked as one.</summary>
public sealed class SharedReadsTests
{
    private readonly List<(IReadOnlyList<int> Keys, TaskCompletionSource<string> Answer)> _asked = [];

    [Fact]
    public async Task Who_comes_while_a_question_is_under_way_is_asked_for_together_and_after_that()
    {
        var reads = new SharedReads<int, string>(AskAsync, most: 2, atOnce: 1);
        List<Task<string>> waiting = [reads.AskAsync(1), reads.AskAsync(2), reads.AskAsync(3), reads.AskAsync(4)];
        (await AnswerAsync(0, "a")).Should().Equal(1);
        (await AnswerAsync(1, "b")).Should().Equal(2, 3);
        (await AnswerAsync(2, "c")).Should().Equal(4);
        (await Task.WhenAll(waiting)).Should().Equal("a", "b", "b", "c");
    }

    [Fact]
    public async Task Who_gives_up_waits_for_nobody_and_keeps_nobody_waiting()
    {
        var reads = new SharedReads<int, string>(AskAsync, atOnce: 1);
        using var end = new CancellationTokenSource();
        var (first, second, third) = (reads.AskAsync(1, end.Token), reads.AskAsync(2, end.Token), reads.AskAsync(3));
        await end.CancelAsync();
        await first.Invoking(f => f).Should().ThrowAsync<OperationCanceledException>();
        await second.Invoking(s => s).Should().ThrowAsync<OperationCanceledException>();
        await AnswerAsync(0, "a");
        await AnswerAsync(1, "b");
        (await third).Should().Be("b");
    }

    [Fact]
    public async Task A_question_that_fails_is_told_to_each_who_asked_it_and_to_nobody_else()
    {
        var reads = new SharedReads<int, string>(AskAsync, atOnce: 1);
        List<Task<string>> waiting = [reads.AskAsync(1), reads.AskAsync(2), reads.AskAsync(3)];
        await AnswerAsync(0, "a");
        (await AskedAsync(1)).Answer.SetException(new InvalidDataException());
        (await waiting[0]).Should().Be("a");
        await waiting[1].Invoking(w => w).Should().ThrowAsync<InvalidDataException>();
        await waiting[2].Invoking(w => w).Should().ThrowAsync<InvalidDataException>();
        var next = reads.AskAsync(4);
        await AnswerAsync(2, "d");
        (await next).Should().Be("d");
    }

    private Task<string> AskAsync(IReadOnlyList<int> keys)
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_asked)
            _asked.Add((keys, answer));
        return answer.Task;
    }

    private async Task<IReadOnlyList<int>> AnswerAsync(int number, string answer)
    {
        var (keys, waiting) = await AskedAsync(number);
        waiting.SetResult(answer);
        return keys;
    }

    private async Task<(IReadOnlyList<int> Keys, TaskCompletionSource<string> Answer)> AskedAsync(int number)
    {
        while (true)
        {
            lock (_asked)
                if (_asked.Count > number)
                    return _asked[number];
            await Task.Yield();
        }
    }
}
