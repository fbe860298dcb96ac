using BenchmarkDotNet.Attributes;
using Participation.Tally;

namespace Participation.Bench.Counting;

/// <summary>Counting a city's ballots, which are held in memory: reading a file is not measured.</summary>
[MemoryDiagnoser]
public class CountBenchmarks
{
    [ParamsSource(nameof(Cities))]
    public City City { get; set; } = null!;

    public static IEnumerable<City> Cities => City.Asked;

    [Benchmark]
    public int Greedy() => Count("greedy");

    [Benchmark]
    public int EqualShares() => Count("equal-shares utility=cost");

    [Benchmark]
    public int EqualSharesRaised() => Count("equal-shares utility=cost completion=add1");

    [Benchmark]
    public long WhatWouldHaveChangedIt() => Sum(Rules.Named("equal-shares utility=cost").Count(City.Election));

    private static long Sum(Outcome outcome) => outcome.Verdicts.Sum(verdict => outcome.RemedyFor(verdict.Candidate)?.Cost ?? 0);

    private int Count(string rule) => Rules.Named(rule).Count(City.Election).Chosen.Count;
}
